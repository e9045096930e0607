import { ReplyAll } from 'lucide-react'
import { useState } from 'react'
import type { MailAddress } from '../../client/types.ts'
import { t } from '../words/index.ts'
import { AddressLine } from './address-line.tsx'

export type RecipientLists = { to: MailAddress[]; cc: MailAddress[]; bcc: MailAddress[] }
type Line = keyof RecipientLists
type Props = {
  lists: RecipientLists
  onChange: (lists: RecipientLists) => void
  /** The lists with everybody in them, where the customer wrote to others too. */
  everybody: RecipientLists | null
  /** Nobody is named yet: the cursor stands there first. */
  focus: boolean
}

/** To, Cc and Bcc. The last two appear when they are wanted. */
export function Recipients({ lists, onChange, everybody, focus }: Props) {
  const [opened, setOpened] = useState<Line[]>([])
  const shown = (line: Line) => line === 'to' || lists[line].length > 0 || opened.includes(line)
  const small = 'flex h-5 items-center gap-1 rounded-[5px] px-1 text-xs text-fg-3 hover:bg-hover hover:text-fg'
  return (
    <div className="flex flex-col px-4 pt-1">
      {(['to', 'cc', 'bcc'] as const).filter(shown).map((line) => (
        <div key={line} className="flex min-h-7 items-start gap-2">
          <AddressLine
            label={t.composer[line]}
            addresses={lists[line]}
            focus={line === 'to' ? focus : opened.includes(line) && lists[line].length === 0}
            onChange={(addresses) => onChange({ ...lists, [line]: addresses })}
          />
          {line === 'to' ? (
            <span className="flex shrink-0 gap-0.5 pt-1">
              {everybody ? (
                <button type="button" title={t.writing.replyToAll} className={small} onClick={() => onChange(everybody)}>
                  <ReplyAll size={13} />
                  <span className="max-sm:sr-only">{t.writing.replyToAll}</span>
                </button>
              ) : null}
              {(['cc', 'bcc'] as const)
                .filter((other) => !shown(other))
                .map((other) => (
                  <button key={other} type="button" className={small} onClick={() => setOpened([...opened, other])}>
                    {t.composer[other]}
                  </button>
                ))}
            </span>
          ) : null}
        </div>
      ))}
    </div>
  )
}
