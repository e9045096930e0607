import { useState } from 'react'
import { TextField } from '../../ui/field.tsx'
import { labelled, noted, t } from '../words/index.ts'

export interface Name {
  readonly en: string
  readonly ja?: string | undefined
  readonly ko?: string | undefined
}

type Props = {
  label: string
  value: Name
  longest?: number
  error?: string | undefined
  autoFocus?: boolean
  optional?: string
  hint?: string
  onChange: (name: Name) => void
}

const others = ['ja', 'ko'] as const

/** A name in one language, and in the others for who wants them. */
export function NameFields({ label, value, longest = 80, error, autoFocus, optional, hint, onChange }: Props) {
  const [open, setOpen] = useState(Boolean(value.ja || value.ko))
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <TextField
        label={label}
        required={!optional}
        optional={optional}
        hint={hint}
        error={error}
        autoFocus={autoFocus}
        dir="auto"
        maxLength={longest}
        value={value.en}
        onChange={(event) => onChange({ ...value, en: event.target.value })}
      />
      {open ? (
        others.map((language) => (
          <TextField
            key={language}
            label={noted(label, t.forms.settings.nameIn[language])}
            optional={t.optional}
            lang={language}
            maxLength={longest}
            value={value[language] ?? ''}
            onChange={(event) => onChange({ ...value, [language]: event.target.value })}
          />
        ))
      ) : (
        <button
          type="button"
          aria-label={labelled(label, t.forms.settings.otherLanguages)}
          className="-ml-1 self-start rounded-[6px] px-1 text-xs font-semibold text-accent-text hover:bg-hover"
          onClick={() => setOpen(true)}
        >
          {t.forms.settings.otherLanguages}
        </button>
      )}
    </div>
  )
}

/** Without what was left empty. */
export function nameToWire({ en, ja, ko }: Name): { en: string; ja?: string; ko?: string } {
  return { en: en.trim(), ...(ja?.trim() ? { ja: ja.trim() } : {}), ...(ko?.trim() ? { ko: ko.trim() } : {}) }
}
