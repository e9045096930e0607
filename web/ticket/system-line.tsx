import { CircleDot } from 'lucide-react'
import type { Message } from '../../client/types.ts'
import { MaskedText } from '../masking/masked-text.tsx'
import { When } from '../session/when.tsx'
import { language, t } from '../words/index.ts'

/** What the desk itself did, in one quiet line between the messages. */
export function SystemLine({ message }: { message: Message }) {
  return (
    <div data-testid="message" data-kind="system" className="flex items-center gap-2 px-3 py-1 text-xs text-fg-3 md:px-4">
      <span className="flex w-7 justify-center">
        <CircleDot size={12} aria-hidden="true" />
      </span>
      <span className="min-w-0">
        {message.masks.length > 0 ? <MaskedText message={message} from={0} to={message.text.length} /> : lineText(message)}
      </span>
      <When at={message.at} form="clock" className="shrink-0" />
    </div>
  )
}

/** In the reader's language where the line is one of ours; it is kept in English. */
function lineText({ systemLine, text }: Message): string {
  const bounce = /^The mail to (\S+) (came back|is delayed): ([\s\S]*)$/.exec(text)
  if (bounce) return t.lineOf[bounce[2] === 'came back' ? 'cameBack' : 'delayed'](bounce[1] ?? '', bounce[3] ?? '')
  if (!systemLine) return text
  const { key, params } = systemLine
  // What was mailed stands in the outbox; here it is enough that it was.
  if (key === 'acknowledged') return t.writing.acknowledged
  if (key === 'status_mailed') return t.writing.statusMailed(String(params[`status_${language}`] ?? params.status ?? ''))
  if (key === 'escalated') return t.lineOf.escalated(text.replace(/^Escalated: /, ''))
  if (key === 'merged' || key === 'merged_into' || key === 'unmerged') return t.lineOf[key](String(params.reference))
  if (key === 'transferred' || key === 'transferred_from' || key === 'transfer_finished')
    return t.transfers.lines[key](String(params.reference))
  return t.systemLines[key] ?? text
}
