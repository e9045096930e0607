import { type ReactElement, useMemo, useState } from 'react'
import { SelectField } from '../../ui/field.tsx'
import { Picker } from '../../ui/picker.tsx'
import { Popover } from '../../ui/popover.tsx'
import { toast } from '../../ui/toast.tsx'
import type { ShownTicket } from '../ticket/ticket-page.tsx'
import { useChange } from '../ticket/use-change.ts'
import { useRefusal } from '../ticket/use-refusal.ts'
import { t } from '../words/index.ts'
import { categoriesOffered, useForm } from './form.ts'

type FieldProps = { desk: string; value: string; required?: boolean; error?: string | undefined; onChange: (id: string) => void }

/** Where a ticket is filed, in the windows that ask before an act. */
export function CategoryField({ desk, value, required, error, onChange }: FieldProps) {
  const form = useForm(desk)
  const options = form ? categoriesOffered(form) : []
  return (
    <SelectField
      label={t.forms.category}
      optional={required ? undefined : t.optional}
      error={error}
      value={options.some((option) => option.id === value) ? value : ''}
      options={[{ value: '', label: '' }, ...options.map(({ id, path }) => ({ value: id, label: path }))]}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}

/** The same in the right bar: found by typing, changed at once. */
export function CategoryPicker({ ticket, trigger }: { ticket: ShownTicket; trigger: ReactElement }) {
  const [open, setOpen] = useState(false)
  const form = useForm(ticket.desk)
  const change = useChange(ticket.reference)
  const refusal = useRefusal('fields')
  const offered = useMemo(() => (form ? categoriesOffered(form) : []), [form])
  const current = ticket.processingCategory?.id
  return (
    <Popover trigger={trigger} label={t.forms.category} className="w-72" align="end" open={open} onOpenChange={setOpen}>
      <Picker
        label={t.forms.category}
        placeholder={t.forms.findCategory}
        empty={offered.length === 0 ? t.forms.noCategories : t.nothingMatches}
        choices={[
          ...(current ? [{ id: '', text: t.forms.noCategory, refusal }] : []),
          ...offered.map(({ id, path }) => ({ id, text: path, checked: id === current, refusal })),
        ]}
        onPick={({ id }) => {
          if (refusal) return toast(refusal, 'problem')
          setOpen(false)
          if (id !== (current ?? '')) change.mutate({ processingCategory: id || null })
        }}
      />
    </Popover>
  )
}
