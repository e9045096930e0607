import { Plus, X } from 'lucide-react'
import { useRef } from 'react'
import type { DeskMail } from '../../client/types.ts'
import { Button } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import { TextArea, TextField } from '../../ui/field.tsx'
import { Menu, MenuItem } from '../../ui/menu.tsx'
import { t } from '../words/index.ts'
import { insertAtCursor } from './insert-at-cursor.ts'
import type { MailLanguage } from './mails-section.tsx'
import { VariableMenu } from './variable-menu.tsx'

type Props = {
  mail: DeskMail
  /** Where the desk sends it by itself: what it fills in, and what is to know of it. */
  notice?: { variables: readonly string[]; hint?: string; subjectHint?: string }
  /** Null: for every language that has no words of its own. */
  language: MailLanguage | null
  onLanguage: (language: MailLanguage | null) => void
  onChange: (mail: DeskMail) => void
}

const all: MailLanguage[] = ['en', 'ja', 'ko']

/** Subject and text of one mail, once for everybody and once for each language that has words of its own. */
export function MailFields({ mail, notice, language, onLanguage, onChange }: Props) {
  const box = useRef<HTMLDivElement>(null)
  const words = (language && mail.languages?.[language]) ?? { subject: mail.subject, text: mail.text }
  const own = all.filter((one) => mail.languages?.[one])
  const missing = all.filter((one) => !mail.languages?.[one])

  function change(next: Partial<typeof words>) {
    if (language === null) onChange({ ...mail, ...next })
    else onChange({ ...mail, languages: { ...mail.languages, [language]: { ...words, ...next } } })
  }

  function add(one: MailLanguage) {
    onChange({ ...mail, languages: { ...mail.languages, [one]: { subject: mail.subject, text: mail.text } } })
    onLanguage(one)
  }

  function drop(one: MailLanguage) {
    const { [one]: _, ...rest } = mail.languages ?? {}
    onChange({ ...mail, languages: rest })
    onLanguage(null)
  }

  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-1">
        <span className="mr-1 text-xs text-fg-3">{t.texts.mails.language}</span>
        {[...own, null].map((one) => (
          <button
            key={one ?? 'other'}
            type="button"
            aria-pressed={language === one}
            onClick={() => onLanguage(one)}
            className={classes(
              'h-7 rounded-[6px] border px-2',
              language === one
                ? 'border-accent bg-accent-fill font-semibold text-accent-text'
                : 'border-line-strong text-fg-2 hover:bg-hover',
            )}
          >
            {one === null ? t.texts.mails.other : t.texts.mails.languages[one]}
          </button>
        ))}
        {missing.length ? (
          <Menu
            label={t.texts.mails.language}
            trigger={
              <Button kind="quiet" size="sm" aria-label={t.texts.mails.language}>
                <Plus size={14} />
              </Button>
            }
          >
            {missing.map((one) => (
              <MenuItem key={one} onSelect={() => add(one)}>
                {t.texts.mails.addLanguage(t.texts.mails.languages[one])}
              </MenuItem>
            ))}
          </Menu>
        ) : null}
      </div>
      <TextField
        label={t.texts.mails.subject}
        optional={t.optional}
        hint={notice?.subjectHint ?? t.texts.mails.subjectHint}
        dir="auto"
        maxLength={200}
        value={words.subject}
        onChange={(event) => change({ subject: event.target.value })}
      />
      <div ref={box}>
        <TextArea
          label={t.texts.mails.body}
          hint={notice ? notice.hint : t.texts.mails.place}
          rows={9}
          dir="auto"
          lang={language ?? undefined}
          value={words.text}
          onChange={(event) => change({ text: event.target.value })}
        />
        <div className="-mx-2 flex flex-wrap justify-between gap-1">
          <VariableMenu
            fits={({ name, inMails }) => (notice ? notice.variables.includes(name) : inMails)}
            onInsert={(variable) => change({ text: insertAtCursor(box.current?.querySelector('textarea'), words.text, variable) })}
          />
          {language ? (
            <Button kind="quiet" size="sm" onClick={() => drop(language)}>
              <X size={14} />
              {t.texts.mails.dropLanguage(t.texts.mails.languages[language])}
            </Button>
          ) : null}
        </div>
      </div>
    </div>
  )
}
