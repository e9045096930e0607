import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../client/api.ts'
import type { Desk } from '../../client/types.ts'
import { CheckField, TextArea, TextField } from '../../ui/field.tsx'
import { toast } from '../../ui/toast.tsx'
import { t } from '../words/index.ts'
import { AddForm, SectionHead } from './section.tsx'

/** What a desk mails to its customers by itself: that a request arrived, and that its status means something else now. */
export function DeskMails({ desk }: { desk: Desk }) {
  const cache = useQueryClient()
  const { acknowledgeNew, acknowledgement, statusMails, statusMail } = desk.settings
  const [form, setForm] = useState({ acknowledgeNew, acknowledgement, statusMails, statusMail })
  const save = useMutation({
    meta: { showsProblem: true },
    mutationFn: () => api.desks.change(desk.id, { settings: form }),
    onSuccess: () => {
      void cache.invalidateQueries({ queryKey: ['desk', desk.id] })
      toast(t.saved)
    },
  })
  return (
    <section>
      <SectionHead title={t.writing.customerMails} />
      <AddForm button={t.save} busy={save.isPending} error={save.error} onSubmit={() => save.mutate()}>
        <div className="flex flex-col gap-3 sm:col-span-2">
          <CheckField
            label={t.writing.acknowledgeNew}
            hint={t.writing.acknowledgeHint}
            checked={form.acknowledgeNew}
            onChange={(event) => setForm({ ...form, acknowledgeNew: event.target.checked })}
          />
          {form.acknowledgeNew ? (
            <>
              <TextField
                label={t.writing.acknowledgeSubject}
                maxLength={200}
                value={form.acknowledgement.subject}
                onChange={(event) => setForm({ ...form, acknowledgement: { ...form.acknowledgement, subject: event.target.value } })}
              />
              <TextArea
                label={t.writing.acknowledgeText}
                hint={t.writing.variables('{{reference}}')}
                required
                rows={5}
                value={form.acknowledgement.text}
                onChange={(event) => setForm({ ...form, acknowledgement: { ...form.acknowledgement, text: event.target.value } })}
              />
            </>
          ) : null}
          <CheckField
            label={t.writing.statusMails}
            hint={t.writing.statusMailsHint}
            checked={form.statusMails}
            onChange={(event) => setForm({ ...form, statusMails: event.target.checked })}
          />
          {form.statusMails ? (
            <TextArea
              label={t.writing.statusText}
              hint={t.writing.variables('{{reference}}, {{status}}')}
              required
              rows={4}
              value={form.statusMail.text}
              onChange={(event) => setForm({ ...form, statusMail: { ...form.statusMail, text: event.target.value } })}
            />
          ) : null}
        </div>
      </AddForm>
    </section>
  )
}
