import { type InfiniteData, useQueryClient } from '@tanstack/react-query'
import { MessageCircleWarning } from 'lucide-react'
import type { MessagePage } from '../../client/types.ts'
import { Button } from '../../ui/button.tsx'
import { When } from '../session/when.tsx'
import { MessageBody } from '../ticket/message-body.tsx'
import type { ShownTicket } from '../ticket/ticket-page.tsx'
import { t } from '../words/index.ts'

type Props = { ticket: ShownTicket; messages: string[]; onClose: () => void; onSendAnyway: () => void }

/** The customer wrote while the reply was being written: it is shown above the reply, which stays in reach. */
export function StaleBlock({ ticket, messages, onClose, onSendAnyway }: Props) {
  const cache = useQueryClient()
  const data = cache.getQueryData<InfiniteData<MessagePage>>(['messages', ticket.reference])
  const shown = (data?.pages ?? []).flatMap((page) => page.items).filter((message) => messages.includes(message.id))
  return (
    <section
      role="alert"
      aria-label={t.stale.title}
      data-testid="stale"
      className="mx-2 my-1 rounded-[8px] border border-amber-line/60 bg-amber-fill"
    >
      <header className="flex flex-wrap items-center gap-x-2 gap-y-1 px-3 pt-2">
        <MessageCircleWarning size={16} className="shrink-0 text-amber-text" />
        <h3 className="font-semibold">{t.stale.title}</h3>
        <p className="w-full text-fg-2">{t.stale.text}</p>
      </header>
      <div className="scroll-quiet mx-3 my-2 max-h-[22vh] overflow-y-auto rounded-[6px] bg-surface">
        {shown.map((message) => (
          <article key={message.id} className="border-b border-line px-3 py-2 last:border-0">
            <p className="mb-1 text-xs text-fg-3">
              <span dir="auto" className="font-semibold text-fg">
                {message.author.name}
              </span>{' '}
              · <When at={message.at} form="clock" />
            </p>
            <MessageBody message={message} />
          </article>
        ))}
      </div>
      <div className="flex flex-wrap justify-end gap-2 px-3 pb-2.5">
        <Button size="sm" onClick={onSendAnyway}>
          {t.stale.sendAnyway}
        </Button>
        <Button size="sm" kind="primary" autoFocus onClick={onClose}>
          {t.stale.keepEditing}
        </Button>
      </div>
    </section>
  )
}
