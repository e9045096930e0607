import { Forward, Lock, Undo2 } from 'lucide-react'
import type { Message } from '../../client/types.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { classes } from '../../ui/classes.ts'
import { When } from '../session/when.tsx'
import { namesOf, t } from '../words/index.ts'
import { Attachments } from './attachments.tsx'
import { DeliveryMark, DeliveryProblem } from './delivery-mark.tsx'
import { HeldMark } from './held-mark.tsx'
import { MessageBody } from './message-body.tsx'
import { MessageMenu, WhyHere } from './message-menu.tsx'
import { MessageWarning } from './message-warning.tsx'
import type { ShownTicket } from './ticket-page.tsx'

/** One message: who, when, by which way, and the words. Notes are amber with a lock, everywhere. */
export function MessageItem({ ticket, message }: { ticket: ShownTicket; message: Message }) {
  const note = message.audience === 'staff'
  const passedOn = message.audience === 'third_party'
  const passedOnLabel = message.kind === 'customer' ? t.writing.passedOnAnswer : t.writing.passedOn
  const isHeld = message.state === 'queued'
  const ours = message.author.kind === 'agent' && !note && !passedOn
  return (
    <article
      data-testid="message"
      data-kind={message.kind}
      aria-label={t.conversation.by(
        note ? t.conversation.note : passedOn ? passedOnLabel : t.conversation.kinds[message.kind],
        message.author.name,
      )}
      className={classes(
        'my-1 rounded-[10px] px-3 py-2.5 md:px-4 md:py-3',
        note && 'bg-amber-fill',
        ours && 'bg-accent-fill/60',
        passedOn && 'bg-canvas',
        isHeld && 'outline-1 outline-line-strong outline-dashed',
        message.state === 'withdrawn' && 'opacity-60',
      )}
    >
      <header className={classes('flex items-center gap-2', isHeld && 'max-sm:flex-wrap')}>
        <Avatar name={message.author.name} hue={message.author.kind === 'agent' ? message.author.avatarHue : undefined} size={28} />
        <div className={classes('min-w-0 flex-1', isHeld && 'max-sm:basis-40')}>
          <div className="flex min-w-0 items-baseline gap-2">
            <span dir="auto" className="truncate font-semibold">
              {message.author.name}
            </span>
            {note ? (
              <span className="flex shrink-0 items-center gap-1 self-center text-xs text-amber-text">
                <Lock size={12} />
                {t.conversation.note}
              </span>
            ) : null}
            {passedOn ? (
              <span className="flex shrink-0 items-center gap-1 self-center text-xs text-fg-2" title={t.writing.passedOnHint}>
                <Forward size={12} />
                {passedOnLabel}
                <span className="sr-only">{t.writing.passedOnHint}</span>
              </span>
            ) : null}
            {message.kind === 'resolution' || message.kind === 'hold' ? (
              <span className="shrink-0 text-xs text-fg-3">{t.conversation.kinds[message.kind]}</span>
            ) : null}
            {message.editedAt ? <span className="shrink-0 text-xs text-fg-3">{t.forms.description.edited}</span> : null}
            {message.autoKind ? <span className="shrink-0 text-xs text-fg-3">{t.conversation.automatic}</span> : null}
          </div>
          <Recipients message={message} />
        </div>
        <div className="ms-auto flex shrink-0 items-center gap-1 self-start text-xs text-fg-3">
          <HeldMark ticket={ticket} message={message} />
          {message.state === 'withdrawn' ? (
            <span className="flex items-center gap-1">
              <Undo2 size={13} />
              {t.conversation.withdrawn}
            </span>
          ) : null}
          <DeliveryMark message={message} />
          {isHeld ? null : <When at={message.at} form="clock" />}
          <WhyHere message={message} />
          <MessageMenu ticket={ticket} message={message} />
        </div>
      </header>
      <div className="mt-1.5 md:pl-9">
        <MessageWarning ticket={ticket} message={message} />
        <MessageBody message={message} />
        <Attachments attachments={message.attachments.filter((attachment) => !attachment.inline)} />
        <DeliveryProblem message={message} />
      </div>
    </article>
  )
}

function Recipients({ message }: { message: Message }) {
  if (message.audience === 'staff') return null
  const people = [...message.to, ...message.cc]
  if (message.author.kind === 'contact') {
    return message.author.email ? <p className="truncate text-xs text-fg-3">{message.author.email}</p> : null
  }
  if (people.length + message.bcc.length === 0) return null
  const names = namesOf(people)
  const bcc = namesOf(message.bcc)
  return (
    <p className="truncate text-xs text-fg-3" title={[...people, ...message.bcc].map((person) => person.address).join(', ')}>
      {t.conversation.to(names)}
      {bcc ? ` · ${t.conversation.bcc(bcc)}` : ''}
    </p>
  )
}
