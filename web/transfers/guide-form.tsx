import { type FormEvent, useState } from 'react'
import { DialogBody } from '../../ui/dialog.tsx'
import { TextArea } from '../../ui/field.tsx'
import type { ActFormProps } from '../actions/action-dialog.tsx'
import { FormFoot } from '../actions/form-foot.tsx'
import { t } from '../words/index.ts'

/** What the customer should know, in words for a colleague. */
export function GuideForm({ action, busy, problem, submit, onClose }: ActFormProps) {
  const [text, setText] = useState('')
  const [tried, setTried] = useState(false)

  function onSubmit(event: FormEvent) {
    event.preventDefault()
    setTried(true)
    if (text.trim()) submit({ text: text.trim() })
  }

  return (
    <form
      noValidate
      onSubmit={onSubmit}
      className="flex min-h-0 flex-col"
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) onSubmit(event)
      }}
    >
      <DialogBody>
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
      </DialogBody>
      <FormFoot action={action} busy={busy} problem={problem} onClose={onClose} />
    </form>
  )
}
