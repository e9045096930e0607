import type { Desk } from '../../client/types.ts'
import { CheckField, TextArea, TextField } from '../../ui/field.tsx'
import { t } from '../words/index.ts'
import { useDeskForm } from './desk/use-desk-form.ts'
import { AddForm, SectionHead } from './section.tsx'
import { TheirChanges } from '../editing/their-changes.tsx'

const formOf = ({ settings: { acknowledgeNew, acknowledgement, statusMails, statusMail } }: Desk) => ({
  acknowledgeNew,
  acknowledgement,
  statusMails,
  statusMail,
})
type Form = ReturnType<typeof formOf>

/** What a desk mails to its customers by itself: that a request arrived, and that its status means something else now. */
export function DeskMails({ desk }: { desk: Desk }) {
  const edit = useDeskForm(desk, formOf, (settings) => ({ settings }))
  const { form, set: setForm } = edit
  const say = (key: keyof Form, values: Form) => {
    const value = values[key]
    return typeof value === 'boolean' ? (value ? t.log.yes : t.log.no) : [value.subject, value.text].filter(Boolean).join('\n')
  }
  return (
    <section>
      <SectionHead title={t.writing.customerMails} />
      <AddForm button={t.save} busy={edit.busy} error={edit.error} onSubmit={edit.submit}>
        {edit.theirs ? <TheirChanges theirs={edit.theirs} label={(key) => t.log.fields[key]} say={say} onTake={edit.takeTheirs} /> : null}
        <div className="flex flex-col gap-3 sm:col-span-2">
          <CheckField
            label={t.writing.acknowledgeNew}
            hint={t.writing.acknowledgeHint}
            checked={form.acknowledgeNew}
            onChange={(event) => setForm({ acknowledgeNew: event.target.checked })}
          />
          {form.acknowledgeNew ? (
            <>
              <TextField
                label={t.writing.acknowledgeSubject}
                maxLength={200}
                value={form.acknowledgement.subject}
                onChange={(event) => setForm({ acknowledgement: { ...form.acknowledgement, subject: event.target.value } })}
              />
              <TextArea
                label={t.writing.acknowledgeText}
                hint={t.writing.variables('{{reference}}')}
                required
                rows={5}
                value={form.acknowledgement.text}
                onChange={(event) => setForm({ acknowledgement: { ...form.acknowledgement, text: event.target.value } })}
              />
            </>
          ) : null}
          <CheckField
            label={t.writing.statusMails}
            hint={t.writing.statusMailsHint}
            checked={form.statusMails}
            onChange={(event) => setForm({ statusMails: event.target.checked })}
          />
          {form.statusMails ? (
            <TextArea
              label={t.writing.statusText}
              hint={t.writing.variables('{{reference}}, {{status}}')}
              required
              rows={4}
              value={form.statusMail.text}
              onChange={(event) => setForm({ statusMail: { ...form.statusMail, text: event.target.value } })}
            />
          ) : null}
        </div>
      </AddForm>
    </section>
  )
}
