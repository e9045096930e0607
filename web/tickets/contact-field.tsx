import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { ChevronDown, X } from 'lucide-react'
import { useState } from 'react'
import { Avatar } from '../../ui/avatar.tsx'
import { IconButton } from '../../ui/button.tsx'
import { isOlder } from '../../ui/enter-waits.ts'
import { Field, TextField } from '../../ui/field.tsx'
import { Picker } from '../../ui/picker.tsx'
import { Popover } from '../../ui/popover.tsx'
import { useLater } from '../../ui/use-later.ts'
import { askAfterMs, queries } from '../data/queries.ts'
import { labelled, t } from '../words/index.ts'
import type { TicketDraft } from './new-ticket-draft.ts'

type Props = {
  value: TicketDraft['contact']
  error: string | undefined
  label?: string
  hint?: string
  required?: boolean
  onChange: (contact: TicketDraft['contact']) => void
}

/** Whom the ticket is for: somebody known, found by name or mail address, or a new mail address. */
export function ContactField({
  value,
  error,
  label = t.forms.dialog.contact,
  hint = t.forms.dialog.contactHint,
  required,
  onChange,
}: Props) {
  const [open, setOpen] = useState(false)
  const words = t.forms.dialog
  return (
    <div className="flex flex-col gap-3 sm:col-span-2">
      <Field label={label} optional={required ? undefined : t.optional} hint={value ? undefined : hint} error={error}>
        {(props) => (
          <div className="flex items-center gap-1">
            <Popover
              label={label}
              className="w-[min(420px,calc(100vw-32px))]"
              open={open}
              onOpenChange={setOpen}
              trigger={
                <button
                  type="button"
                  {...props}
                  aria-label={labelled(label, value ? (value.known ? `${value.name} ${value.email}` : value.email) : words.contactFind)}
                  className="field flex items-center gap-2 text-start"
                >
                  {value ? (
                    <>
                      <Avatar name={value.name || value.email} size={16} />
                      <span dir="auto" className="min-w-0 truncate">
                        {value.known ? value.name : value.email}
                      </span>
                      {value.known ? <span className="min-w-0 truncate text-fg-3">{value.email}</span> : null}
                    </>
                  ) : (
                    <span className="text-fg-3">{words.contactFind}</span>
                  )}
                  <ChevronDown size={14} className="ms-auto shrink-0 text-fg-3" />
                </button>
              }
            >
              <ContactPicker
                onPick={(contact) => {
                  setOpen(false)
                  onChange(contact)
                }}
              />
            </Popover>
            {value ? (
              <IconButton label={t.remove} onClick={() => onChange(null)}>
                <X size={14} />
              </IconButton>
            ) : null}
          </div>
        )}
      </Field>
      {value && !value.known ? (
        <TextField
          label={t.fields.customerName}
          optional={t.optional}
          autoComplete="off"
          dir="auto"
          maxLength={200}
          value={value.name}
          onChange={(event) => onChange({ ...value, name: event.target.value })}
        />
      ) : null}
    </div>
  )
}

const mailAddress = /^[^\s@,;]+@[^\s@,;]+\.[^\s@,;]+$/

function ContactPicker({ onPick }: { onPick: (contact: NonNullable<TicketDraft['contact']>) => void }) {
  const [text, setText] = useState('')
  const asked = useLater(text.trim(), askAfterMs)
  const found = useQuery({ ...queries.contacts(asked), placeholderData: keepPreviousData })
  const contacts = found.data?.items ?? []
  const email = text.trim().toLowerCase()
  const isNew = mailAddress.test(email) && !contacts.some((contact) => contact.email === email)
  return (
    <Picker
      label={t.forms.dialog.contact}
      placeholder={t.forms.dialog.contactFind}
      onSearch={setText}
      empty={found.isPending || asked !== text.trim() ? t.loading : t.forms.dialog.contactNone}
      isWaiting={!isNew && isOlder(text, asked, found)}
      choices={[
        ...(isNew ? [{ id: 'new', text: t.forms.dialog.contactNew(email) }] : []),
        ...contacts.map((contact) => ({
          id: contact.id,
          text: contact.name,
          icon: <Avatar name={contact.name} size={16} />,
          detail: contact.email ?? contact.phone ?? '',
          refusal: contact.email ? undefined : t.forms.dialog.contactNoMail,
        })),
      ]}
      onPick={({ id }) => {
        const contact = contacts.find((one) => one.id === id)
        if (contact?.email) onPick({ email: contact.email, name: contact.name, known: true })
        else if (id === 'new') onPick({ email, name: '', known: false })
      }}
    />
  )
}
