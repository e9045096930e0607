import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Ellipsis, Info } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { api } from '../../client/api.ts'
import type { Action, Message } from '../../client/types.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Menu, MenuItem } from '../../ui/menu.tsx'
import { Popover } from '../../ui/popover.tsx'
import { toast } from '../../ui/toast.tsx'
import { exactTime } from '../../ui/time.ts'
import { useActions } from '../actions/action-context.tsx'
import { refusalOf } from '../actions/actions.ts'
import { TicketSearchPicker } from '../actions/ticket-search-picker.tsx'
import { forwardMessage } from '../composer/forward.ts'
import { masking } from '../masking/mask-store.ts'
import { useMe } from '../session/me.ts'
import { language, t } from '../words/index.ts'
import { copy } from './copy.ts'
import { useOpenMenu } from './open-menu.ts'
import type { ShownTicket } from './ticket-page.tsx'
import { useRefusal } from './use-refusal.ts'

const DescriptionDialog = lazy(() => import('../forms/description-dialog.tsx'))
const SplitDialog = lazy(() => import('./split-dialog.tsx').then((module) => ({ default: module.SplitDialog })))

/** Every message can say why it stands in this thread. */
export function WhyHere({ message }: { message: Message }) {
  if (!message.why) return null
  return (
    <Popover
      label={t.conversation.why}
      align="end"
      className="w-72 p-3"
      trigger={
        <button
          type="button"
          aria-label={t.conversation.why}
          title={t.conversation.why}
          className="flex size-6 items-center justify-center rounded-[6px] hover:bg-hover"
        >
          <Info size={13} />
        </button>
      }
    >
      <h3 className="font-semibold">{t.conversation.why}</h3>
      <p className="mt-1 text-fg-2">{message.why}</p>
      {message.verdict ? <p className="mt-2 text-xs text-fg-3">{t.conversation.verdicts[message.verdict]}</p> : null}
    </Popover>
  )
}

export function MessageMenu({ ticket, message }: { ticket: ShownTicket; message: Message }) {
  const [moving, setMoving] = useState(false)
  const { find } = useActions()
  const [splitting, setSplitting] = useState(false)
  const isDescription = ticket.descriptionId === message.id
  const describing = useOpenMenu('description')
  const undescribable = useRefusal('description')
  const cache = useQueryClient()
  const move = useMutation({
    mutationFn: (to: string) => api.messages.move(ticket.reference, message.id, to),
    onSuccess: (_answer, to) => {
      toast(t.conversation.movedTo(to))
      for (const key of ['messages', 'ticket', 'events']) void cache.invalidateQueries({ queryKey: [key] })
    },
  })
  const me = useMe()
  const reply = find('reply')
  const [mask, moveAway, split] = [find('mask'), find('move'), find('split')]
  /** A dimmed one says why. */
  const choose = (action: Action, run: () => void) => () => {
    const refusal = refusalOf(action)
    if (refusal) toast(refusal, 'problem')
    else run()
  }
  return (
    <>
      <Menu
        align="end"
        label={t.conversation.more}
        trigger={
          <button
            type="button"
            aria-label={t.conversation.more}
            className="flex size-6 items-center justify-center rounded-[6px] hover:bg-hover data-[popup-open]:bg-hover"
          >
            <Ellipsis size={14} />
          </button>
        }
      >
        {isDescription ? (
          <MenuItem
            refusal={undescribable}
            onSelect={() => (undescribable ? toast(undescribable, 'problem') : describing.onOpenChange(true))}
          >
            {t.forms.description.edit}
          </MenuItem>
        ) : null}
        <MenuItem onSelect={() => void copy(message.text, t.conversation.copied)}>{t.conversation.copyText}</MenuItem>
        {message.audience === 'public' && message.state === 'released' && reply ? (
          <MenuItem
            refusal={refusalOf(reply)}
            onSelect={() => {
              if (!reply.allowed) return
              const at = exactTime(message.at, me.zone, language)
              void forwardMessage({ me: me.id, reference: ticket.reference, title: ticket.title, message, at })
            }}
          >
            {t.writing.forward}
          </MenuItem>
        ) : null}
        {mask ? (
          <MenuItem refusal={refusalOf(mask)} onSelect={choose(mask, () => masking.set({ kind: 'text', message }))}>
            {t.masking.maskText}
          </MenuItem>
        ) : null}
        {message.kind === 'customer' && moveAway ? (
          <MenuItem refusal={refusalOf(moveAway)} onSelect={choose(moveAway, () => setMoving(true))}>
            {t.conversation.moveTo}
          </MenuItem>
        ) : null}
        {message.state === 'released' && split ? (
          <MenuItem refusal={refusalOf(split)} onSelect={choose(split, () => setSplitting(true))}>
            {t.split.open}
          </MenuItem>
        ) : null}
      </Menu>
      {isDescription && describing.open ? (
        <Suspense>
          <DescriptionDialog ticket={ticket} message={message} onClose={() => describing.onOpenChange(false)} />
        </Suspense>
      ) : null}
      <Dialog open={moving} onClose={() => setMoving(false)} title={t.conversation.moveTo} closeLabel={t.close}>
        <TicketSearchPicker
          exclude={ticket.reference}
          onPick={(reference) => {
            setMoving(false)
            move.mutate(reference)
          }}
        />
      </Dialog>
      {splitting ? (
        <Suspense>
          <SplitDialog ticket={ticket} from={message} onClose={() => setSplitting(false)} />
        </Suspense>
      ) : null}
    </>
  )
}
