import { Check, CircleAlert, CircleHelp, CircleSlash, Clock, type LucideIcon } from 'lucide-react'
import type { DeliveryState, Message } from '../../client/types.ts'
import { classes } from '../../ui/classes.ts'
import { Popover } from '../../ui/popover.tsx'
import { When } from '../session/when.tsx'
import { t } from '../words/index.ts'

const icons: Record<DeliveryState, LucideIcon> = {
  waiting: Clock,
  sending: Clock,
  sent: Check,
  failed: CircleAlert,
  uncertain: CircleHelp,
  suppressed: CircleSlash,
}

/** How far a mail got, and in a window what the other server said to it. */
export function DeliveryMark({ message }: { message: Message }) {
  const { delivery } = message
  if (!delivery) return null
  const Icon = icons[delivery.state]
  const bad = delivery.state === 'failed' || delivery.state === 'uncertain'
  return (
    <Popover
      label={t.delivery.title}
      align="end"
      className="w-80 p-3"
      trigger={
        <button
          type="button"
          className={classes('flex h-6 items-center gap-1 rounded-[6px] px-1 hover:bg-hover', bad && 'font-semibold text-red-text')}
        >
          <Icon size={13} />
          {t.delivery.states[delivery.state]}
        </button>
      }
    >
      <h3 className="font-semibold">{t.delivery.title}</h3>
      <ul className="mt-2 flex flex-col gap-2">
        {delivery.recipients.map((recipient) => (
          <li key={recipient.address}>
            <p className="flex justify-between gap-3">
              <span className="min-w-0 truncate">{recipient.address}</span>
              <span className="shrink-0 text-fg-3">{t.delivery.states[recipient.state]}</span>
            </p>
            {recipient.response ? <p className="mt-0.5 font-mono text-2xs break-words text-fg-2">{recipient.response}</p> : null}
            {recipient.at ? <When at={recipient.at} form="clock" className="text-xs text-fg-3" /> : null}
          </li>
        ))}
      </ul>
      <p className="mt-2 text-xs text-fg-3">{t.delivery.meaning[delivery.state]}</p>
    </Popover>
  )
}

/** A mail that did not arrive is said below its words, where it cannot be missed. */
export function DeliveryProblem({ message }: { message: Message }) {
  const failed = message.delivery?.recipients.filter((recipient) => recipient.state === 'failed' || recipient.state === 'uncertain') ?? []
  if (failed.length === 0) return null
  return (
    <ul className="mt-2 flex flex-col gap-1">
      {failed.map((recipient) => (
        <li key={recipient.address} className="flex items-start gap-1.5 text-xs text-red-text">
          <CircleAlert size={13} className="mt-[1.5px] shrink-0" />
          <span className="min-w-0 break-words">
            {recipient.state === 'failed' ? t.delivery.notDelivered(recipient.address) : t.delivery.notKnown(recipient.address)}
            {recipient.response ? <span className="font-mono text-2xs"> {recipient.response}</span> : null}
          </span>
        </li>
      ))}
    </ul>
  )
}
