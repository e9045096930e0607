import { Star } from 'lucide-react'
import { useState } from 'react'
import { useWritten } from '../../ui/dialog.tsx'
import { CheckField, TextArea } from '../../ui/field.tsx'
import { CategoryField } from '../forms/category-field.tsx'
import { DialogTexts } from '../texts/dialog-texts.tsx'
import { t } from '../words/index.ts'
import type { ActFormProps } from './action-dialog.tsx'
import { ActForm } from './act-form.tsx'

/** What solved it, how satisfied the customer seems, and whether they are mailed: as far as this lifecycle asks. */
export function ResolveForm({ ticket, action, busy, problem, submit, onClose }: ActFormProps) {
  const need = (name: string) => action.needs.find((candidate) => candidate.name === name)
  const [text, setText] = useState('')
  const [score, setScore] = useState<number | null>(null)
  const [mail, setMail] = useState(true)
  const [category, setCategory] = useState(ticket.processingCategory?.id ?? '')
  const [tried, setTried] = useState(false)
  useWritten(text.trim() !== '' && t.unsaved.discard)
  const textNeed = need('text')
  const missing = Boolean(textNeed?.required) && text.trim() === ''
  const categoryNeed = need('processingCategory')
  const unfiled = Boolean(categoryNeed?.required) && category === ''

  function onSubmit() {
    setTried(true)
    if (missing || unfiled) return
    submit({
      ...(text.trim() ? { text: text.trim() } : {}),
      ...(score && need('score') ? { score } : {}),
      ...(need('mail') ? { mail } : {}),
      ...(categoryNeed && category ? { processingCategory: category } : {}),
    })
  }

  return (
    <ActForm action={action} busy={busy} problem={problem} onClose={onClose} onSubmit={onSubmit} gap="gap-4">
      {textNeed ? (
        <TextArea
          label={action.action === 'hold' ? t.ask.holdText : t.ask.resolutionText}
          optional={textNeed.required ? undefined : t.optional}
          hint={need('mail') && mail ? (action.action === 'hold' ? t.ask.holdHint : t.ask.resolutionHint) : undefined}
          error={tried && missing ? t.ask.required : undefined}
          rows={5}
          autoFocus
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      ) : null}
      {textNeed && (action.action === 'resolve' || action.action === 'hold') ? (
        <DialogTexts
          ticket={ticket}
          asked={{ kind: action.action, text: text.trim(), ...(need('mail') ? { mail } : {}) }}
          onInsert={(words) => setText((old) => (old.trim() === '' ? words : `${old.trimEnd()}\n\n${words}`))}
        />
      ) : null}
      {categoryNeed ? (
        <CategoryField
          desk={ticket.desk}
          value={category}
          required={categoryNeed.required}
          error={tried && unfiled ? t.ask.required : undefined}
          onChange={setCategory}
        />
      ) : null}
      {need('score') ? <ScoreField score={score} onChange={setScore} /> : null}
      {need('mail') ? (
        <CheckField
          label={action.action === 'hold' ? t.ask.needs.mail : t.ask.resolveMail}
          checked={mail}
          onChange={(event) => setMail(event.target.checked)}
        />
      ) : null}
    </ActForm>
  )
}

function ScoreField({ score, onChange }: { score: number | null; onChange: (score: number | null) => void }) {
  return (
    <fieldset>
      <legend className="text-xs font-semibold text-fg-2">
        {t.ask.score} <span className="font-normal text-fg-3">{t.optional}</span>
      </legend>
      <div className="mt-1 -ml-1.5 flex items-center gap-0.5">
        {[1, 2, 3, 4, 5].map((value) => (
          <label
            key={value}
            className="flex size-8 items-center justify-center rounded-[6px] hover:bg-hover has-focus-visible:outline-2 has-focus-visible:outline-focus"
          >
            <input
              type="radio"
              name="score"
              className="sr-only"
              checked={score === value}
              onChange={() => onChange(value)}
              aria-label={t.ticket.score(value)}
            />
            <Star
              size={18}
              aria-hidden="true"
              className={score !== null && value <= score ? 'fill-amber-line text-amber-line' : 'text-control'}
            />
          </label>
        ))}
        {score === null ? null : (
          <button type="button" className="ml-1 h-7 rounded-[6px] px-2 text-xs text-fg-3 hover:bg-hover" onClick={() => onChange(null)}>
            {t.ask.noScore}
          </button>
        )}
      </div>
      <p className="text-xs text-fg-3">{t.ask.scoreHint}</p>
    </fieldset>
  )
}
