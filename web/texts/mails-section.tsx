import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../client/api.ts'
import type { Desk, DeskMail } from '../../client/types.ts'
import { Button } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import { toast } from '../../ui/toast.tsx'
import { queries } from '../data/queries.ts'
import { problemText } from '../data/query-client.ts'
import { TheirChanges } from '../editing/their-changes.tsx'
import { useVersioned } from '../editing/use-versioned.ts'
import { DeskChoice } from '../settings/desk-choice.tsx'
import { useSaying } from '../settings/log/say-value.ts'
import { Loaded, SectionHead } from '../settings/section.tsx'
import { t } from '../words/index.ts'
import { MailFields } from './mail-fields.tsx'
import { MailSample } from './mail-sample.tsx'
import { SignatureField } from './signature-field.tsx'

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
  const say = useSaying()
  const edit = useVersioned<Form, Desk>({
    saved: desk,
    formOf,
    save: (_, expectedVersion, { signature, resolution, hold }) =>
      api.desks.change(desk.id, { signature, settings: { resolutionMail: resolution, holdMail: hold }, expectedVersion }),
    read: () => api.desks.get(desk.id),
    subject: { subject: 'desk', subjectId: desk.id },
    onSaved: (saved) => {
      cache.setQueryData(queries.desk(desk.id).queryKey, saved)
      void cache.invalidateQueries({ queryKey: ['signature'] })
      toast(t.texts.mails.saved)
    },
  })
  const { form, set } = edit
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
      {edit.theirs ? (
        <TheirChanges
          theirs={edit.theirs}
          label={(part) => t.texts.mails.which[part === 'signature' ? 'reply' : part]}
          say={(part, theirs) => say(part, theirs[part])}
          onTake={edit.takeTheirs}
        />
      ) : null}
      {which === 'reply' || mail === null ? (
        <SignatureField
          label={t.texts.mails.signature}
          hint={t.texts.mails.signatureHint}
          value={form.signature}
          onChange={(signature) => set({ signature })}
        />
      ) : (
        <MailFields mail={mail} language={language} onLanguage={setLanguage} onChange={(next) => set({ [which]: next })} />
      )}
      {edit.error ? (
        <p role="alert" className="text-red-text">
          {problemText(edit.error)}
        </p>
      ) : null}
      <div className="flex justify-end">
        <Button kind="primary" busy={edit.busy} onClick={edit.submit}>
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
