import type { Priority, ServicePolicy } from '../../client/types.ts'
import { PriorityIcon } from '../../ui/marks.tsx'
import { t } from '../words/index.ts'
import { priorities } from './terms.ts'

type Targets = ServicePolicy['targets']
type Target = NonNullable<Targets[Priority]>
type Span = NonNullable<Target['resolution']>

const units = ['minutes', 'hours', 'days'] as const
const none: Target = { firstResponse: null, resolution: null, hours: 'business' }

/** What is promised for each priority. On a narrow screen each priority is a card. */
export function TargetsTable({ targets, onChange }: { targets: Targets; onChange: (targets: Targets) => void }) {
  const set = (priority: Priority, change: Partial<Target>) => {
    const target = { ...none, ...targets[priority], ...change }
    onChange({ ...targets, [priority]: target.firstResponse || target.resolution ? target : null })
  }
  return (
    <section>
      <h3 className="font-semibold">{t.levels.targets}</h3>
      <p className="mt-0.5 mb-2 text-fg-2">{t.levels.targetsHint}</p>
      <table className="block w-full sm:table">
        <thead className="max-sm:sr-only">
          <tr className="text-left text-xs text-fg-2">
            <th scope="col" className="py-1 pr-3 font-semibold">
              {t.fields.priority}
            </th>
            <th scope="col" className="py-1 pr-3 font-semibold">
              {t.levels.firstResponse}
            </th>
            <th scope="col" className="py-1 pr-3 font-semibold">
              {t.levels.resolution}
            </th>
            <th scope="col" className="py-1 font-semibold">
              {t.levels.counts}
            </th>
          </tr>
        </thead>
        <tbody className="block sm:table-row-group">
          {priorities.map((priority) => (
            <tr key={priority} className="block border-t border-line py-2 sm:table-row">
              <th scope="row" className="block pb-1 text-left font-normal sm:table-cell sm:py-1.5 sm:pr-3">
                <span className="flex items-center gap-1.5">
                  <PriorityIcon priority={priority} />
                  {t.priority[priority]}
                </span>
              </th>
              {(['firstResponse', 'resolution'] as const).map((what) => (
                <td key={what} className="block py-1 sm:table-cell sm:pr-3">
                  <SpanField
                    name={t.levels[what]}
                    priority={t.priority[priority]}
                    span={targets[priority]?.[what] ?? null}
                    onChange={(span) => set(priority, { [what]: span })}
                  />
                </td>
              ))}
              <td className="block py-1 sm:table-cell">
                <select
                  aria-label={t.levels.countsOf(t.priority[priority])}
                  value={targets[priority]?.hours ?? 'business'}
                  disabled={targets[priority] === null}
                  onChange={(event) => set(priority, { hours: event.target.value as Target['hours'] })}
                  className="field pr-7"
                >
                  <option value="business">{t.levels.business}</option>
                  <option value="calendar">{t.levels.calendar}</option>
                </select>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

type SpanProps = { name: string; priority: string; span: Span | null; onChange: (span: Span | null) => void }

function SpanField({ name, priority, span, onChange }: SpanProps) {
  return (
    <span className="flex items-center gap-1">
      <span className="w-28 text-xs text-fg-2 sm:hidden">{name}</span>
      <input
        type="number"
        inputMode="numeric"
        min={1}
        step={1}
        aria-label={t.levels.amountOf(priority, name)}
        value={span?.amount ?? ''}
        onChange={(event) => {
          const amount = Math.floor(event.target.valueAsNumber)
          onChange(amount >= 1 ? { amount, unit: span?.unit ?? 'hours' } : null)
        }}
        className="field tabular w-16"
      />
      <select
        aria-label={t.levels.unitOf(priority, name)}
        value={span?.unit ?? 'hours'}
        disabled={!span}
        onChange={(event) => span && onChange({ ...span, unit: event.target.value as Span['unit'] })}
        className="field w-[112px] pr-7"
      >
        {units.map((unit) => (
          <option key={unit} value={unit}>
            {t.levels.units[unit]}
          </option>
        ))}
      </select>
    </span>
  )
}
