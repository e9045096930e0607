import { type InfiniteData, useQueryClient } from '@tanstack/react-query'
import type { MessagePage } from '../../client/types.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogFoot } from '../../ui/dialog.tsx'
import { When } from '../session/when.tsx'
import { MessageBody } from '../ticket/message-body.tsx'
import type { ShownTicket } from '../ticket/ticket-page.tsx'
import { t } from '../words/index.ts'

type Props = { ticket: ShownTicket; messages: string[]; onClose: () => void; onSendAnyway: () => void }

/** The customer wrote while the reply was being written: it is shown before anything is sent. */
export function StaleDialog({ ticket, messages, onClose, onSendAnyway }: Props) {
  const cache = useQueryClient()
  const data = cache.getQueryData<InfiniteData<MessagePage>>(['messages', ticket.reference])
  const shown = (data?.pages ?? []).flatMap((page) => page.items).filter((message) => messages.includes(message.id))
  return (
    <Dialog open onClose={onClose} title={t.stale.title} description={t.stale.text} closeLabel={t.close} width="max-w-[640px]">
      <DialogBody>
        {shown.map((message) => (
          <article key={message.id} className="mb-3 rounded-[10px] border border-line p-3">
            <p className="mb-1 text-xs text-fg-3">
              <span className="font-semibold text-fg">{message.author.name}</span> · <When at={message.at} form="clock" />
            </p>
            <MessageBody message={message} />
          </article>
        ))}
      </DialogBody>
      <DialogFoot>
        <Button onClick={onSendAnyway}>{t.stale.sendAnyway}</Button>
        <Button kind="primary" autoFocus onClick={onClose}>
          {t.stale.keepEditing}
        </Button>
      </DialogFoot>
    </Dialog>
  )
}
