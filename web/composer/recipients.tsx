import { X } from 'lucide-react'
import { useState } from 'react'
import type { MailAddress } from '../../client/types.ts'
import { t } from '../words/index.ts'
import { parseAddresses } from './parse-addresses.ts'

export type RecipientLists = { to: MailAddress[]; cc: MailAddress[]; bcc: MailAddress[] }
type Line = keyof RecipientLists

/** To, Cc and Bcc. The last two appear when they are wanted. */
export function Recipients({ lists, onChange }: { lists: RecipientLists; onChange: (lists: RecipientLists) => void }) {
  const [opened, setOpened] = useState<Line[]>([])
  const shown = (line: Line) => line === 'to' || lists[line].length > 0 || opened.includes(line)
  return (
    <div className="flex flex-col px-4 pt-1">
      {(['to', 'cc', 'bcc'] as const).filter(shown).map((line) => (
        <div key={line} className="flex min-h-7 items-start gap-2">
          <AddressLine
            label={t.composer[line]}
            addresses={lists[line]}
            focus={line !== 'to' && opened.includes(line) && lists[line].length === 0}
            onChange={(addresses) => onChange({ ...lists, [line]: addresses })}
          />
          {line === 'to' ? (
            <span className="flex shrink-0 gap-0.5 pt-1">
              {(['cc', 'bcc'] as const)
                .filter((other) => !shown(other))
                .map((other) => (
                  <button
                    key={other}
                    type="button"
                    className="h-5 rounded-[5px] px-1 text-xs text-fg-3 hover:bg-hover hover:text-fg"
                    onClick={() => setOpened([...opened, other])}
                  >
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

type AddressLineProps = { label: string; addresses: MailAddress[]; focus: boolean; onChange: (addresses: MailAddress[]) => void }

function AddressLine({ label, addresses, focus, onChange }: AddressLineProps) {
  const [text, setText] = useState('')
  const [wrong, setWrong] = useState(false)

  /** Takes what was typed as addresses; what is none stays in the box, marked. */
  function take(input: string): boolean {
    const { found, rest } = parseAddresses(input)
    const known = new Set(addresses.map((entry) => entry.address.toLowerCase()))
    const fresh = found.filter((entry) => !known.has(entry.address.toLowerCase()))
    if (fresh.length) onChange([...addresses, ...fresh])
    setText(rest)
    setWrong(rest !== '')
    return found.length > 0
  }

  return (
    <div className="flex min-w-0 flex-1 flex-wrap items-center gap-1 py-0.5">
      <span className="min-w-7 shrink-0 text-xs whitespace-nowrap text-fg-3">{label}</span>
      {addresses.map((entry) => (
        <span
          key={entry.address}
          title={entry.address}
          className="flex h-[22px] max-w-full items-center rounded-[5px] bg-pressed/70 pl-2 text-xs"
        >
          <span className="min-w-0 truncate">{entry.name || entry.address}</span>
          <button
            type="button"
            aria-label={t.composer.removeRecipient(entry.address)}
            className="flex size-5 shrink-0 items-center justify-center rounded-[5px] text-fg-3 hover:text-fg"
            onClick={() => onChange(addresses.filter((other) => other !== entry))}
          >
            <X size={11} />
          </button>
        </span>
      ))}
      <input
        autoFocus={focus}
        data-quiet-focus
        type="email"
        multiple
        autoComplete="off"
        aria-label={label}
        aria-invalid={wrong || undefined}
        title={wrong ? t.composer.notAnAddress : undefined}
        value={text}
        onChange={(event) => {
          setWrong(false)
          if (/[,;\s]$/.test(event.target.value) && event.target.value.includes('@')) take(event.target.value)
          else setText(event.target.value)
        }}
        onPaste={(event) => {
          if (take(event.clipboardData.getData('text'))) event.preventDefault()
        }}
        onBlur={() => text && take(text)}
        onKeyDown={(event) => {
          if ((event.key === 'Enter' || event.key === 'Tab') && text) {
            if (take(text) || event.key === 'Enter') event.preventDefault()
          }
          if (event.key === 'Backspace' && !text && addresses.length) onChange(addresses.slice(0, -1))
        }}
        className="h-6 min-w-24 flex-1 bg-transparent text-sm aria-invalid:text-red-text"
      />
    </div>
  )
}
