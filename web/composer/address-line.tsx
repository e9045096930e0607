import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { type KeyboardEvent, useId, useState } from 'react'
import type { Contact, MailAddress } from '../../client/types.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { useLater } from '../../ui/use-later.ts'
import { askAfterMs, queries } from '../data/queries.ts'
import { t } from '../words/index.ts'
import { parseAddresses } from './parse-addresses.ts'

type Props = { label: string; addresses: MailAddress[]; focus: boolean; onChange: (addresses: MailAddress[]) => void }

/** Addresses as chips, with a box for more: typed, pasted, or chosen among the contacts. */
export function AddressLine({ label, addresses, focus, onChange }: Props) {
  const [text, setText] = useState('')
  const [wrong, setWrong] = useState(false)
  const [at, setAt] = useState(-1)
  const [closed, setClosed] = useState(false)
  const id = useId()
  const found = useSuggestions(text, addresses)
  const open = !closed && found.length > 0
  const current = Math.min(at, found.length - 1)

  /** Takes what was typed as addresses; what is none stays in the box, marked. */
  function take(input: string): boolean {
    const { found: parsed, rest } = parseAddresses(input)
    add(parsed)
    setText(rest)
    setWrong(rest !== '')
    return parsed.length > 0
  }

  function add(more: MailAddress[]) {
    const known = new Set(addresses.map((entry) => entry.address.toLowerCase()))
    const fresh = more.filter((entry) => !known.has(entry.address.toLowerCase()))
    if (fresh.length) onChange([...addresses, ...fresh])
  }

  function pick(contact: Contact) {
    add([{ address: contact.email ?? '', name: contact.name }])
    setText('')
    setWrong(false)
    setAt(-1)
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (open && step) {
      event.preventDefault()
      setAt((current + step + found.length) % found.length)
      return
    }
    if (open && event.key === 'Escape') {
      event.preventDefault()
      event.stopPropagation()
      setClosed(true)
      return
    }
    const chosen = open ? found[current] : undefined
    if ((event.key === 'Enter' || event.key === 'Tab') && chosen) {
      event.preventDefault()
      pick(chosen)
    } else if ((event.key === 'Enter' || event.key === 'Tab') && text) {
      if (take(text) || event.key === 'Enter') event.preventDefault()
    } else if (event.key === 'Backspace' && !text && addresses.length) onChange(addresses.slice(0, -1))
  }

  return (
    <div className="relative flex min-w-0 flex-1 flex-wrap items-center gap-1 py-0.5">
      <span className="min-w-7 shrink-0 text-xs whitespace-nowrap text-fg-3">{label}</span>
      {addresses.map((entry) => (
        <span
          key={entry.address}
          title={entry.address}
          className="flex h-[22px] max-w-full items-center rounded-[5px] bg-pressed/70 pl-2 text-xs"
        >
          <span dir="auto" className="min-w-0 truncate">
            {entry.name || entry.address}
          </span>
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
        type="text"
        inputMode="email"
        autoComplete="off"
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        aria-activedescendant={open && current >= 0 ? `${id}-${current}` : undefined}
        aria-label={label}
        aria-invalid={wrong || undefined}
        title={wrong ? t.composer.notAnAddress : undefined}
        value={text}
        onChange={(event) => {
          setWrong(false)
          setClosed(false)
          setAt(-1)
          if (/[,;\s]$/.test(event.target.value) && event.target.value.includes('@')) take(event.target.value)
          else setText(event.target.value)
        }}
        onPaste={(event) => {
          if (take(event.clipboardData.getData('text'))) event.preventDefault()
        }}
        onBlur={() => {
          setClosed(true)
          if (text) take(text)
        }}
        onKeyDown={onKeyDown}
        className="h-6 min-w-24 flex-1 bg-transparent text-sm aria-invalid:text-red-text"
      />
      {open ? (
        <div
          id={id}
          role="listbox"
          aria-label={t.writing.suggestions}
          className="floating absolute top-full left-8 z-40 max-h-56 w-80 max-w-[80vw] overflow-y-auto p-1"
        >
          {found.map((contact, index) => (
            <button
              key={contact.id}
              id={`${id}-${index}`}
              type="button"
              role="option"
              tabIndex={-1}
              aria-selected={index === current}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => pick(contact)}
              className="flex h-9 w-full items-center gap-2 rounded-[6px] px-2 text-left hover:bg-hover aria-selected:bg-hover"
            >
              <Avatar name={contact.name} size={20} />
              <span className="min-w-0 flex-1">
                <span dir="auto" className="block truncate text-start leading-4">
                  {contact.name}
                </span>
                <span className="block truncate text-2xs leading-3.5 text-fg-3">{contact.email}</span>
              </span>
            </button>
          ))}
        </div>
      ) : null}
    </div>
  )
}

/** Contacts with a mail address that fit what was typed and are not there yet. */
function useSuggestions(text: string, addresses: MailAddress[]): Contact[] {
  const asked = useLater(text.trim(), askAfterMs)
  const found = useQuery({ ...queries.contacts(asked), enabled: asked.length > 1 })
  if (text.trim().length < 2) return []
  const known = new Set(addresses.map((entry) => entry.address.toLowerCase()))
  return (found.data?.items ?? []).filter((contact) => contact.email && !known.has(contact.email.toLowerCase())).slice(0, 6)
}
