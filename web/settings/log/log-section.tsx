import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { History } from 'lucide-react'
import { useState } from 'react'
import type { SettingsLogQuery } from '../../../client/types.ts'
import { Button } from '../../../ui/button.tsx'
import { SelectField, TextField } from '../../../ui/field.tsx'
import { EmptyState } from '../../../ui/states.tsx'
import { queries } from '../../data/queries.ts'
import { t } from '../../words/index.ts'
import { Loaded, SectionHead } from '../section.tsx'
import { LogEntry } from './log-entry.tsx'

const words = t.log
const nothing = { person: '', subject: '', from: '', to: '' }

/** Who changed which setting, what it was before and what it is now. */
export default function LogSection() {
  const [filter, setFilter] = useState(nothing)
  const agents = useQuery(queries.agents()).data?.items ?? []
  const log = useInfiniteQuery(queries.settingsLog(queryOf(filter)))
  const isFiltered = Object.values(filter).some(Boolean)
  const set = (change: Partial<typeof filter>) => setFilter({ ...filter, ...change })
  return (
    <section>
      <SectionHead title={words.title} text={words.text} />
      <div role="search" aria-label={words.title} className="mb-4 grid grid-cols-2 gap-3 sm:grid-cols-4">
        <SelectField
          label={words.person}
          value={filter.person}
          options={[{ value: '', label: words.anybody }, ...agents.map(({ id, name }) => ({ value: id, label: name }))]}
          onChange={(event) => set({ person: event.target.value })}
        />
        <SelectField
          label={words.subject}
          value={filter.subject}
          options={[{ value: '', label: words.anything }, ...Object.entries(words.subjects).map(([value, label]) => ({ value, label }))]}
          onChange={(event) => set({ subject: event.target.value })}
        />
        <TextField label={words.from} type="date" value={filter.from} onChange={(event) => set({ from: event.target.value })} />
        <TextField label={words.to} type="date" value={filter.to} onChange={(event) => set({ to: event.target.value })} />
      </div>
      <Loaded query={log}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items)
          if (items.length === 0)
            return isFiltered ? (
              <EmptyState title={words.nothing} action={<Button onClick={() => setFilter(nothing)}>{t.list.clear}</Button>} />
            ) : (
              <EmptyState icon={<History size={18} />} title={words.empty} text={words.emptyText} />
            )
          return (
            <>
              <ol aria-label={words.title} className="divide-y divide-line rounded-[10px] border border-line">
                {items.map((entry) => (
                  <LogEntry key={entry.id} entry={entry} />
                ))}
              </ol>
              {log.hasNextPage ? (
                <div className="mt-3 flex justify-center">
                  <Button busy={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
                    {words.more}
                  </Button>
                </div>
              ) : null}
            </>
          )
        }}
      </Loaded>
    </section>
  )
}

/** Days are those of whoever looks. */
function queryOf({ person, subject, from, to }: typeof nothing): SettingsLogQuery {
  const start = (day: string, later = 0) => {
    const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
    return new Date(year, month - 1, date + later).toISOString()
  }
  return {
    ...(person ? { person } : {}),
    ...(subject ? { subject } : {}),
    ...(from ? { from: start(from) } : {}),
    ...(to ? { to: start(to, 1) } : {}),
  }
}
