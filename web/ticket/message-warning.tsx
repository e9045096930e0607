import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ShieldAlert, UserRoundPlus } from 'lucide-react'
import { api } from '../../client/api.ts'
import type { Message } from '../../client/types.ts'
import { Button } from '../../ui/button.tsx'
import { t } from '../words/index.ts'
import type { ShownTicket } from './ticket-page.tsx'

/** A message that is not yet part of the conversation, or whose sender could not be proved, says so before its words. */
export function MessageWarning({ ticket, message }: { ticket: ShownTicket; message: Message }) {
  const cache = useQueryClient()
  const accept = useMutation({
    mutationFn: () => api.messages.accept(ticket.reference, message.id),
    onSuccess: () => {
      for (const key of ['messages', 'ticket', 'actions', 'events']) void cache.invalidateQueries({ queryKey: [key, ticket.reference] })
    },
  })
  const waiting = message.audience === 'pending' || message.audience === 'unverified'
  if (!waiting && !message.warning && message.verdict !== 'fail') return null

  return (
    <div className="mb-2 flex flex-wrap items-center gap-2 rounded-[6px] border border-amber-line/50 bg-amber-fill px-3 py-2 text-amber-text">
      {message.audience === 'pending' ? <UserRoundPlus size={15} className="shrink-0" /> : <ShieldAlert size={15} className="shrink-0" />}
      <p className="min-w-0 flex-1 basis-48">
        {message.warning ?? (message.audience === 'pending' ? t.conversation.pending : t.conversation.unverified)}
        {waiting ? <span className="block text-xs">{t.conversation.notShown}</span> : null}
      </p>
      {waiting ? (
        <Button size="sm" busy={accept.isPending} onClick={() => accept.mutate()}>
          {t.conversation.accept}
        </Button>
      ) : null}
    </div>
  )
}
