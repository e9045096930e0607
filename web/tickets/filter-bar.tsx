import { useNavigate } from '@tanstack/react-router'
import { ListPlus, SlidersHorizontal, Star } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import type { Condition } from '../../conditions/index.ts'
import { classes } from '../../ui/classes.ts'
import { toast } from '../../ui/toast.tsx'
import { Tooltip } from '../../ui/tooltip.tsx'
import { canBeAsked, useFields, useSaying } from '../conditions/use-fields.ts'
import { problemText } from '../data/query-client.ts'
import { t } from '../words/index.ts'
import { FilterChip, GroupChip, quietFilter } from './filter-chip.tsx'
import { isTest, readWhere, withTest, writeWhere } from './filters.ts'
import { hasFilters, type TicketSearch } from './ticket-search.ts'

const SetConditions = lazy(() => import('../conditions/set-conditions.tsx').then((module) => ({ default: module.SetConditions })))
const ViewDialog = lazy(() => import('../views/view-dialog.tsx').then((module) => ({ default: module.ViewDialog })))

/** What narrows the list: the fields this agent chose to filter by, whatever else the address asks for, and ways on from there. */
export function FilterBar({ search, onSave }: { search: TicketSearch; onSave: Condition | null }) {
  const navigate = useNavigate()
  const { fields, chosen, problem, retry } = useFields(search.desk)
  const [open, setOpen] = useState<'conditions' | 'view' | null>(null)
  const conditions = readWhere(search.where)
  const saying = useSaying(search.desk, conditions)
  const set = (change: Partial<TicketSearch>) => void navigate({ to: '/tickets', search: { ...search, ...change } })
  const put = (next: Condition[]) => set({ where: writeWhere(next) })

  const asked = conditions.filter(isTest).map((test) => test.field)
  const shown = [
    ...chosen.filter((key) => fields.some((field) => field.key === key && (field.offered || asked.includes(key)))),
    ...asked.filter((key) => !chosen.includes(key)),
  ]

  return (
    <div className="flex min-h-9 flex-wrap items-center gap-0.5 px-3 pb-1.5" role="group" aria-label={t.list.filters}>
      {problem ? (
        <span role="alert" className="flex min-w-0 flex-wrap items-center gap-x-1 px-1 text-xs text-red-text">
          {problemText(problem)}
          <button type="button" className="h-7 rounded-[6px] px-1.5 font-semibold hover:underline" onClick={retry}>
            {t.tryAgain}
          </button>
        </span>
      ) : null}
      {[...new Set(shown)].map((key) => {
        const field = fields.find((one) => one.key === key)
        if (!field || !canBeAsked(field)) return null
        return (
          <FilterChip
            key={key}
            field={field}
            saying={saying}
            test={conditions.filter(isTest).find((test) => test.field === key)}
            onChange={(test) => put(withTest(conditions, key, test))}
          />
        )
      })}
      {conditions.map((condition, index) =>
        isShownAsGroup(conditions, index, fields) ? (
          <GroupChip key={index} text={saying.say(condition)} onClear={() => put(conditions.filter((_, at) => at !== index))} />
        ) : null,
      )}
      <button
        type="button"
        aria-pressed={Boolean(search.starred)}
        aria-label={t.list.starredOnly}
        title={t.list.starredOnly}
        onClick={() => set({ starred: search.starred ? undefined : 'yes' })}
        className={classes(quietFilter, search.starred && 'bg-accent-fill text-accent-text')}
      >
        <Star size={13} className={search.starred ? 'fill-amber-line text-amber-line' : ''} />
      </button>
      <Tooltip text={t.finding.setConditions}>
        <button type="button" aria-label={t.finding.setConditions} onClick={() => setOpen('conditions')} className={quietFilter}>
          <SlidersHorizontal size={13} />
        </button>
      </Tooltip>
      {hasFilters(search) ? (
        <span className="flex items-center">
          <Tooltip text={onSave ? t.finding.saveView : t.keeping.notStarred}>
            <button
              type="button"
              aria-label={t.finding.saveView}
              aria-disabled={onSave ? undefined : true}
              onClick={() => (onSave ? setOpen('view') : toast(t.keeping.notStarred, 'problem'))}
              className={classes(quietFilter, !onSave && 'opacity-50')}
            >
              <ListPlus size={14} />
            </button>
          </Tooltip>
          <button
            type="button"
            className="h-7 rounded-[6px] px-2 text-xs font-semibold text-accent-text hover:bg-hover"
            onClick={() => set({ where: undefined, starred: undefined })}
          >
            {t.list.clear}
          </button>
        </span>
      ) : null}
      <Suspense>
        {open === 'conditions' ? <SetConditions desk={search.desk} onClose={() => setOpen(null)} /> : null}
        {open === 'view' && onSave ? <ViewDialog start={onSave} desk={search.desk} onClose={() => setOpen(null)} /> : null}
      </Suspense>
    </div>
  )
}

/** Groups, and a second test of one field, which has no place of its own. */
function isShownAsGroup(conditions: readonly Condition[], at: number, fields: ReturnType<typeof useFields>['fields']): boolean {
  const condition = conditions[at]
  if (!condition || !isTest(condition)) return condition !== undefined
  const first = conditions.findIndex((one) => isTest(one) && one.field === condition.field)
  return first !== at || !fields.some((field) => field.key === condition.field && canBeAsked(field))
}
