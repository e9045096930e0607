import { useEffect, useRef } from 'react'
import { Button } from '../../ui/button.tsx'
import { SelectField } from '../../ui/field.tsx'
import type { Form } from '../../client/types.ts'
import { Section } from '../ticket/details-parts.tsx'
import { openMenu, useOpenMenu } from '../ticket/open-menu.ts'
import type { ShownTicket } from '../ticket/ticket-page.tsx'
import { useRefusal } from '../ticket/use-refusal.ts'
import { localised, t } from '../words/index.ts'
import { FieldInput } from './field-input.tsx'
import { fieldsShown, sayTyped, useForm } from './form.ts'
import { useFieldsDraft } from './use-fields-draft.ts'

/** What the desk asks about its tickets, to be filled in beside the conversation. */
export default function FieldsSection({ ticket }: { ticket: ShownTicket }) {
  const form = useForm(ticket.desk)
  // A row of the list stands in until the ticket itself is read; it has no fields.
  if (!form || !ticket.fields) return null
  if (form.fields.length === 0 && form.inquiryTypes.length === 0) return null
  return <Fields key={ticket.id} ticket={ticket} form={form} />
}

function Fields({ ticket, form }: { ticket: ShownTicket; form: Form }) {
  const draft = useFieldsDraft(ticket as Parameters<typeof useFieldsDraft>[0], form)
  const refusal = useRefusal('fields')
  const asked = useOpenMenu('fields side')
  const controls = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (!asked.open) return
    openMenu(null)
    controls.current?.querySelector<HTMLElement>('select, input, textarea')?.focus()
  }, [asked.open])
  const inquiryTypes = form.inquiryTypes.filter((one) => !one.retired || one.id === draft.inquiryType)
  const held = ticket.fields ?? {}
  const kept = Object.keys(held).filter((id) => !fieldsShown(form, draft.inquiryType, held).some((field) => field.id === id)).length
  const wrong = Object.keys(draft.errors).length

  return (
    <Section title={t.forms.fields} action={draft.dirty ? <span className="text-xs text-amber-text">{t.forms.unsaved}</span> : null}>
      <form
        ref={controls}
        noValidate
        className="flex flex-col gap-2.5"
        onSubmit={(event) => {
          event.preventDefault()
          void draft.save()
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) {
            event.preventDefault()
            void draft.save()
          }
        }}
      >
        {inquiryTypes.length > 0 ? (
          <SelectField
            label={t.forms.inquiryType}
            disabled={refusal !== undefined}
            value={draft.inquiryType ?? ''}
            options={[{ value: '', label: t.none }, ...inquiryTypes.map(({ id, name }) => ({ value: id, label: localised(name) }))]}
            onChange={(event) => draft.setInquiryType(event.target.value || null)}
          />
        ) : null}
        {draft.fields.map((field) => {
          const theirs = draft.theirs(field)
          return (
            <FieldInput
              key={field.id}
              field={field}
              value={draft.valueOf(field)}
              locked={refusal !== undefined}
              marksRequired
              error={draft.errors[field.id]}
              note={theirs === undefined ? undefined : <span className="text-amber-text">{t.forms.theirs(sayTyped(field, theirs))}</span>}
              onChange={(value) => draft.set(field, value)}
            />
          )
        })}
        {draft.fields.length === 0 && form.fields.length > 0 ? <p className="text-fg-3">{t.forms.noFields}</p> : null}
        {kept > 0 ? <p className="text-xs text-fg-3">{t.forms.otherFields(kept)}</p> : null}
        {refusal ? <p className="text-xs text-fg-3">{refusal}</p> : null}
        {draft.problem || wrong > 0 ? (
          <p role="alert" className="rounded-[6px] bg-red-fill px-2.5 py-1.5 text-xs text-red-text">
            {draft.problem ?? t.forms.wrong(wrong)}
          </p>
        ) : null}
        {draft.dirty ? (
          <div className="flex justify-end gap-2">
            <Button size="sm" kind="quiet" onClick={draft.stop}>
              {t.forms.discard}
            </Button>
            <Button size="sm" kind="primary" type="submit" busy={draft.saving}>
              {t.forms.save}
            </Button>
          </div>
        ) : null}
      </form>
    </Section>
  )
}
