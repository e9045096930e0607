import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Written } from '../../client/types.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorState } from '../../ui/states.tsx'
import { problemText } from '../data/query-client.ts'
import { When } from '../session/when.tsx'
import { t } from '../words/index.ts'
import { textQueries } from './text-queries.ts'

/** What one wrote last, to take it up again. The same words sent to several people are shown once. */
export function EarlierList({ onInsert }: { onInsert: (text: string) => void }) {
  const written = useInfiniteQuery(textQueries.written())
  const [open, setOpen] = useState<string | null>(null)
  const items = distinct((written.data?.pages ?? []).flatMap((page) => page.items))
  return (
    <div className="scroll-quiet max-h-96 w-[min(440px,calc(100vw-24px))] overflow-y-auto p-1">
      <h3 className="px-2.5 pt-1.5 pb-1 text-xs font-semibold text-fg-2">{t.texts.earlier}</h3>
      {written.isError ? (
        <ErrorState
          title={t.settings.errorTitle}
          text={problemText(written.error)}
          retry={() => void written.refetch()}
          retryLabel={t.tryAgain}
        />
      ) : null}
      {written.data && items.length === 0 ? <p className="px-3 py-6 text-center text-fg-3">{t.texts.earlierEmpty}</p> : null}
      <ul>
        {items.map((item) => (
          <li key={item.id}>
            <button
              type="button"
              className="flex w-full flex-col gap-0.5 rounded-[6px] px-2.5 py-1.5 text-start hover:bg-hover"
              onMouseEnter={() => setOpen(item.id)}
              onFocus={() => setOpen(item.id)}
              onClick={() => onInsert(item.text)}
            >
              <span dir="auto" className={open === item.id ? 'line-clamp-6 whitespace-pre-line' : 'line-clamp-2'}>
                {item.text}
              </span>
              <span className="flex w-full gap-1.5 text-xs text-fg-3">
                <span className="shrink-0">{t.texts.kinds[item.kind]}</span>
                <span className="min-w-0 flex-1 truncate">
                  {item.ticket.reference} · {item.ticket.title}
                </span>
                <When at={item.at} className="shrink-0" />
              </span>
            </button>
          </li>
        ))}
      </ul>
      {written.hasNextPage ? (
        <div className="p-1">
          <Button kind="quiet" size="sm" busy={written.isFetchingNextPage} onClick={() => void written.fetchNextPage()}>
            {t.texts.earlierMore}
          </Button>
        </div>
      ) : null}
    </div>
  )
}

function distinct(items: readonly Written[]): Written[] {
  const seen = new Set<string>()
  return items.filter(({ text }) => {
    const words = text.replace(/\s+/g, ' ').trim()
    if (words === '' || seen.has(words)) return false
    seen.add(words)
    return true
  })
}
