import { useQuery } from '@tanstack/react-query'
import { useDeferredValue } from 'react'
import { api } from '../../client/api.ts'
import type { ServicePreviewInput } from '../../client/types.ts'
import { PriorityIcon } from '../../ui/marks.tsx'
import { clockTime } from '../../ui/time.ts'
import { problemText } from '../data/query-client.ts'
import { useMe } from '../session/me.ts'
import { language, t } from '../words/index.ts'
import { priorities, type Terms } from './terms.ts'

/** What these terms would promise for a ticket that comes in now. */
export function LevelPreview({ terms }: { terms: Terms }) {
  const { zone } = useMe()
  const asked = useDeferredValue(JSON.stringify({ terms }))
  const preview = useQuery({
    queryKey: ['sla-preview', asked],
    queryFn: () => api.sla.preview(JSON.parse(asked) as ServicePreviewInput),
    placeholderData: (old) => old,
    retry: false,
  })
  const shown = preview.isError ? undefined : preview.data
  const at = (moment: string | null) => (moment ? clockTime(moment, zone, language) : '–')
  return (
    <section aria-label={t.levels.preview} className="rounded-[10px] bg-canvas px-4 py-3">
      <h3 className="font-semibold">{t.levels.preview}</h3>
      {preview.isError ? <p className="mt-1 text-amber-text">{problemText(preview.error)}</p> : null}
      {shown ? (
        <>
          <p className="mt-0.5 text-xs text-fg-3">
            {t.levels.previewFor(shown.desk.name, shown.calendar ?? t.hours.always)} · {t.levels.dayLength(shown.dayHours)}
          </p>
          <dl className="mt-2 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
            {priorities.map((priority) => {
              const due = shown.priorities[priority]
              return (
                <div key={priority} className="contents">
                  <dt className="flex items-center gap-1.5">
                    <PriorityIcon priority={priority} />
                    {t.priority[priority]}
                  </dt>
                  <dd className="tabular text-fg-2">
                    {due
                      ? `${t.levels.firstResponse} ${at(due.firstDueAt)} · ${t.levels.resolution} ${at(due.dueAt)}`
                      : t.levels.previewNone}
                  </dd>
                </div>
              )
            })}
          </dl>
        </>
      ) : null}
    </section>
  )
}
