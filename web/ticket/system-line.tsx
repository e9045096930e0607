import { CircleDot } from 'lucide-react'
import type { Message } from '../../client/types.ts'
import { t } from '../words/index.ts'
import { When } from '../session/when.tsx'

/** What was mailed stands in the outbox; here it is enough that it was. */
function lineOf({ systemLine, text }: Message): string {
  if (systemLine?.key === 'acknowledged') return t.writing.acknowledged
  if (systemLine?.key === 'status_mailed') return t.writing.statusMailed(String(systemLine.params.status ?? ''))
  return text
}

/** What the desk itself did, in one quiet line between the messages. */
export function SystemLine({ message }: { message: Message }) {
  return (
    <div data-testid="message" data-kind="system" className="flex items-center gap-2 px-3 py-1 text-xs text-fg-3 md:px-4">
      <span className="flex w-7 justify-center">
        <CircleDot size={12} aria-hidden="true" />
      </span>
      <span className="min-w-0">{lineOf(message)}</span>
      <When at={message.at} form="clock" className="shrink-0" />
    </div>
  )
}
