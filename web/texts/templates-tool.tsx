import { useQuery } from '@tanstack/react-query'
import { Search } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { PreparedTextSummary } from '../../client/types.ts'
import { ErrorState } from '../../ui/states.tsx'
import { toast } from '../../ui/toast.tsx'
import { useActions } from '../actions/action-context.tsx'
import { refusalOf } from '../actions/actions.ts'
import { problemText } from '../data/query-client.ts'
import type { ShownTicket } from '../ticket/ticket-page.tsx'
import { t } from '../words/index.ts'
import { textQueries } from './text-queries.ts'
import { useInsert } from './text-picker.tsx'
import { writingPlace } from './writing-place.ts'

const searchFrom = 8

/** The forms of the ticket's desk, by category. One press puts a form into what is being written. */
export default function TemplatesTool({ ticket }: { ticket: ShownTicket }) {
  const [search, setSearch] = useState('')
  const found = useQuery(textQueries.on(ticket.reference, 'template', ''))
  const { find, known } = useActions()
  const leaving = useRef<AbortSignal>(undefined)
  useEffect(() => {
    const controller = new AbortController()
    leaving.current = controller.signal
    return () => controller.abort()
  }, [])
  const insert = useInsert(ticket.reference, ({ html, title, attachments }) => {
    const left = leaving.current
    void writingPlace.put(ticket.reference, { html, files: attachments }, left).then((stands) => {
      if (stands) toast(t.texts.inserted(title))
      else if (!left?.aborted) toast(t.attaching.notInserted(title), 'problem')
    })
  })

  function choose(item: PreparedTextSummary) {
    const reply = find('reply')
    const refused = reply ? refusalOf(reply) : known ? t.errors.notOffered : undefined
    const refusal = writingPlace.isOpen(ticket.reference) ? undefined : refused
    if (refusal) toast(refusal, 'problem')
    else insert.run(item)
  }

  if (found.isError)
    return (
      <ErrorState
        title={t.settings.errorTitle}
        text={problemText(found.error)}
        retry={() => void found.refetch()}
        retryLabel={t.tryAgain}
      />
    )
  const all = found.data?.items ?? []
  if (found.data && all.length === 0) return <p className="text-fg-3">{t.texts.templatesEmpty}</p>
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  const shown = all.filter((item) => words.every((word) => `${item.title} ${item.folder} ${item.preview}`.toLowerCase().includes(word)))
  return (
    <div className="flex flex-col gap-2">
      {all.length >= searchFrom ? (
        <label className="flex h-7 items-center gap-1.5 rounded-[6px] border border-line-strong bg-surface px-2 focus-within:outline-2 focus-within:outline-focus">
          <Search size={13} className="shrink-0 text-fg-3" />
          <input
            data-quiet-focus
            aria-label={t.texts.templateSearch}
            placeholder={t.texts.templateSearch}
            value={search}
            onChange={(event) => setSearch(event.target.value)}
            className="min-w-0 flex-1 bg-transparent"
          />
        </label>
      ) : null}
      {shown.length === 0 && all.length > 0 ? <p className="text-fg-3">{t.texts.filtered}</p> : null}
      {byFolder(shown).map(([folder, items]) => (
        <section key={folder} aria-label={folder || t.texts.noFolder}>
          <h3 className="mb-0.5 text-xs text-fg-3">{folder || t.texts.noFolder}</h3>
          <ul className="-mx-1.5">
            {items.map((item) => (
              <li key={item.id}>
                <button
                  type="button"
                  title={item.preview}
                  onClick={() => choose(item)}
                  className="flex min-h-7 w-full items-center rounded-[6px] px-1.5 py-0.5 text-start hover:bg-hover"
                >
                  <span dir="auto" className="min-w-0 flex-1 truncate">
                    {item.title}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}

function byFolder(items: readonly PreparedTextSummary[]): [string, PreparedTextSummary[]][] {
  const groups = new Map<string, PreparedTextSummary[]>()
  for (const item of items.toSorted((a, b) => a.title.localeCompare(b.title)))
    groups.set(item.folder, [...(groups.get(item.folder) ?? []), item])
  return [...groups].toSorted(([a], [b]) => (a === '' ? 1 : b === '' ? -1 : a.localeCompare(b)))
}
