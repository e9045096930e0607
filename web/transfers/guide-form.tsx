import { useState } from 'react'
import { useWritten } from '../../ui/dialog.tsx'
import { TextArea } from '../../ui/field.tsx'
import type { ActFormProps } from '../actions/action-dialog.tsx'
import { ActForm } from '../actions/act-form.tsx'
import { t } from '../words/index.ts'

/** What the customer should know, in words for a colleague. */
export function GuideForm({ action, busy, problem, submit, onClose }: ActFormProps) {
  const [text, setText] = useState('')
  const [tried, setTried] = useState(false)
  useWritten(text.trim() !== '' && t.unsaved.discard)

  function onSubmit() {
    setTried(true)
    if (text.trim()) submit({ text: text.trim() })
  }

  return (
    <ActForm action={action} busy={busy} problem={problem} onClose={onClose} onSubmit={onSubmit}>
      <TextArea
        autoFocus
        rows={5}
        dir="auto"
        maxLength={10_000}
        label={t.transfers.guideText}
        error={tried && !text.trim() ? t.ask.required : undefined}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
    </ActForm>
  )
}
