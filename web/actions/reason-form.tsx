import { type FormEvent, useState } from 'react'
import { DialogBody, useWritten } from '../../ui/dialog.tsx'
import { TextArea } from '../../ui/field.tsx'
import { CategoryField } from '../forms/category-field.tsx'
import { t } from '../words/index.ts'
import type { ActFormProps } from './action-dialog.tsx'
import { FormFoot } from './form-foot.tsx'

type Reason = keyof typeof t.ask.reasons
const reasons = Object.keys(t.ask.reasons) as Reason[]

export function ReasonForm({ ticket, action, busy, problem, submit, onClose }: ActFormProps) {
  const [reason, setReason] = useState<Reason>('spam')
  const [text, setText] = useState('')
  const [category, setCategory] = useState(ticket.processingCategory?.id ?? '')
  const [tried, setTried] = useState(false)
  useWritten(text.trim() !== '' && t.unsaved.discard)
  const categoryNeed = action.needs.find((need) => need.type === 'category')
  // What goes to the spam folder is filed there.
  const unfiled = Boolean(categoryNeed?.required) && category === '' && reason !== 'spam'

  function onSubmit(event: FormEvent) {
    event.preventDefault()
    setTried(true)
    if (unfiled) return
    submit({
      reason,
      ...(text.trim() ? { text: text.trim() } : {}),
      ...(categoryNeed && category ? { processingCategory: category } : {}),
    })
  }

  return (
    <form onSubmit={onSubmit} className="flex min-h-0 flex-col">
      <DialogBody className="flex flex-col gap-4">
        <fieldset>
          <legend className="mb-1 text-xs font-semibold text-fg-2">{t.ask.needs.reason}</legend>
          {reasons.map((key) => (
            <label key={key} className="flex min-h-8 items-center gap-2">
              <input type="radio" name="reason" className="size-4 accent-accent" checked={reason === key} onChange={() => setReason(key)} />
              <span>{t.ask.reasons[key]}</span>
              {key === 'spam' ? <span className="text-xs text-fg-3">{t.ask.spamHint}</span> : null}
            </label>
          ))}
        </fieldset>
        {categoryNeed ? (
          <CategoryField
            desk={ticket.desk}
            value={category}
            required={categoryNeed.required && reason !== 'spam'}
            error={tried && unfiled ? t.ask.required : undefined}
            onChange={setCategory}
          />
        ) : null}
        <TextArea
          label={t.ask.needs.text ?? ''}
          optional={t.optional}
          rows={3}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </DialogBody>
      <FormFoot action={action} busy={busy} problem={problem} onClose={onClose} />
    </form>
  )
}
