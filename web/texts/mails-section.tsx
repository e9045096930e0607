import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../client/api.ts'
import type { Desk, DeskChange, DeskMail } from '../../client/types.ts'
import { Button } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import { toast } from '../../ui/toast.tsx'
import { queries } from '../data/queries.ts'
import { problemText } from '../data/query-client.ts'
import { Loaded, SectionHead } from '../settings/section.tsx'
import { t } from '../words/index.ts'
import { ConflictNote } from './conflict-note.tsx'
import { DeskChoice } from './desk-choice.tsx'
import { MailFields } from './mail-fields.tsx'
import { MailSample } from './mail-sample.tsx'
import { SignatureField } from './signature-field.tsx'
import { useSave } from './use-save.ts'

export default function MailsSection() {
  return (
    <section>
      <SectionHead title={t.texts.sections.mails} text={t.texts.mails.text} />
      <DeskChoice>{(desk) => <MailsOfDesk key={desk} id={desk} />}</DeskChoice>
    </section>
  )
}

function MailsOfDesk({ id }: { id: string }) {
  const desk = useQuery({ ...queries.desk(id), staleTime: 0 })
  return <Loaded query={desk}>{(data) => <MailsForm desk={data} />}</Loaded>
}

export type MailLanguage = 'en' | 'ja' | 'ko'
type Which = 'resolution' | 'hold' | 'reply'
type Form = { resolution: DeskMail; hold: DeskMail; signature: string }

const formOf = (desk: Desk): Form => ({
  resolution: desk.settings.resolutionMail,
  hold: desk.settings.holdMail,
  signature: desk.signature,
})

function MailsForm({ desk }: { desk: Desk }) {
  const cache = useQueryClient()
  const [which, setWhich] = useState<Which>('resolution')
  const [language, setLanguage] = useState<MailLanguage | null>(null)
  const [form, setForm] = useState(() => formOf(desk))
  const [version, setVersion] = useState(desk.version)
  const save = useSave<Form, Desk>({
    save: (input, expectedVersion) => {
      const change: DeskChange = {
        signature: input.signature,
        settings: { resolutionMail: input.resolution, holdMail: input.hold },
        ...(expectedVersion === undefined ? {} : { expectedVersion }),
      }
      return api.desks.change(desk.id, change)
    },
    read: () => api.desks.get(desk.id),
    onSaved: (saved) => {
      cache.setQueryData(queries.desk(desk.id).queryKey, saved)
      void cache.invalidateQueries({ queryKey: ['signature'] })
      setVersion(saved.version)
      toast(t.texts.mails.saved)
    },
  })
  const mail = which === 'reply' ? null : form[which]
  const words = mail === null ? null : ((language && mail.languages?.[language]) ?? mail)

  return (
    <div className="flex flex-col gap-4">
      <div role="tablist" aria-label={t.texts.sections.mails} className="flex flex-wrap gap-1 border-b border-line pb-2">
        {(['resolution', 'hold', 'reply'] as const).map((one) => (
          <button
            key={one}
            type="button"
            role="tab"
            aria-selected={which === one}
            onClick={() => {
              setWhich(one)
              setLanguage(null)
            }}
            className={classes('h-8 rounded-[6px] px-3 text-fg-2 hover:bg-hover', which === one && 'bg-pressed font-semibold text-fg')}
          >
            {t.texts.mails.which[one]}
          </button>
        ))}
      </div>
      {save.theirs ? (
        <ConflictNote
          by={null}
          onTake={() => {
            if (!save.theirs) return
            setForm(formOf(save.theirs))
            setVersion(save.theirs.version)
            save.settle()
          }}
          onKeep={() => save.run(form, save.theirs?.version)}
        >
          <p dir="auto" className="whitespace-pre-wrap">
            {which === 'reply' ? save.theirs.signature : formOf(save.theirs)[which].text}
          </p>
        </ConflictNote>
      ) : null}
      {which === 'reply' || mail === null ? (
        <SignatureField
          label={t.texts.mails.signature}
          hint={t.texts.mails.signatureHint}
          value={form.signature}
          onChange={(signature) => setForm({ ...form, signature })}
        />
      ) : (
        <MailFields mail={mail} language={language} onLanguage={setLanguage} onChange={(next) => setForm({ ...form, [which]: next })} />
      )}
      {save.error ? (
        <p role="alert" className="text-red-text">
          {problemText(save.error)}
        </p>
      ) : null}
      <div className="flex justify-end">
        <Button kind="primary" busy={save.busy} onClick={() => save.run(form, version)}>
          {t.save}
        </Button>
      </div>
      <MailSample
        key={`${which} ${language ?? ''}`}
        desk={desk.id}
        sample={{
          mail: which,
          subject: words?.subject ?? '',
          text: words?.text ?? '',
          language: language ?? 'en',
          ...(which === 'reply' ? { signature: form.signature } : {}),
        }}
      />
    </div>
  )
}
