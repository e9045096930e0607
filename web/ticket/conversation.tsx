import { useInfiniteQuery } from '@tanstack/react-query'
import { ArrowDown } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { queries } from '../data/queries.ts'
import { problemText } from '../data/query-client.ts'
import { Masking } from '../masking/masking.tsx'
import { t } from '../words/index.ts'
import { MessageItem } from './message-item.tsx'
import { Resolution } from './resolution.tsx'
import { SystemLine } from './system-line.tsx'
import type { ShownTicket } from './ticket-page.tsx'
import { ConversationSkeleton } from './ticket-skeleton.tsx'
import { usePinnedScroll } from './use-pinned-scroll.ts'

/** Messages oldest first, opened at the newest. New ones never pull a reader away from what is being read. */
export function Conversation({ ticket }: { ticket: ShownTicket }) {
  const query = useInfiniteQuery(queries.messages(ticket.reference))
  const messages = useMemo(() => [...(query.data?.pages ?? [])].reverse().flatMap((page) => page.items), [query.data])
  const newest = messages[messages.length - 1]?.id
  const { scroller, content, pinned, toEnd } = usePinnedScroll(newest)
  const unseen = useUnseen(newest, pinned)

  if (query.isPending) return <ConversationSkeleton />
  if (query.isError && messages.length === 0) {
    return (
      <div className="flex min-h-0 flex-1 items-center justify-center">
        <ErrorState
          title={t.conversation.errorTitle}
          text={problemText(query.error)}
          retry={() => void query.refetch()}
          retryLabel={t.tryAgain}
        />
      </div>
    )
  }

  return (
    <div className="relative min-h-0 flex-1">
      <div ref={scroller} className="scroll-quiet h-full overflow-y-auto overscroll-contain">
        <div ref={content} className="mx-auto flex max-w-[880px] flex-col gap-1 px-4 pt-4 pb-6 md:px-5">
          {query.hasNextPage ? (
            <Button
              size="sm"
              kind="quiet"
              className="mb-2 self-center"
              busy={query.isFetchingNextPage}
              onClick={() => void query.fetchNextPage()}
            >
              {t.conversation.earlier}
            </Button>
          ) : null}
          {messages.length === 0 ? <EmptyState title={t.conversation.empty} text={t.conversation.emptyText} /> : null}
          <ol aria-label={t.conversation.label} className="flex flex-col">
            {messages.map((message) => (
              <li key={message.id}>
                {message.kind === 'system' ? <SystemLine message={message} /> : <MessageItem ticket={ticket} message={message} />}
              </li>
            ))}
          </ol>
          <Resolution ticket={ticket} />
          <Masking reference={ticket.reference} messages={messages} />
        </div>
      </div>
      {unseen ? (
        <button
          type="button"
          onClick={toEnd}
          className="absolute bottom-3 left-1/2 flex h-7 -translate-x-1/2 items-center gap-1 rounded-full bg-accent px-3 text-xs font-semibold text-accent-fg shadow-float hover:bg-accent-hover"
        >
          <ArrowDown size={13} />
          {t.conversation.newMessage}
        </button>
      ) : null}
    </div>
  )
}

function useUnseen(newest: string | undefined, pinned: boolean): boolean {
  const [seen, setSeen] = useState(newest)
  useEffect(() => {
    if (pinned || seen === undefined) setSeen(newest)
  }, [pinned, newest, seen])
  return newest !== undefined && seen !== undefined && newest !== seen && !pinned
}
