import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../client/api.ts'
import type { Desk } from '../../client/types.ts'
import { Button } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import { CheckField } from '../../ui/field.tsx'
import { toast } from '../../ui/toast.tsx'
import { queries } from '../data/queries.ts'
import { problemText } from '../data/query-client.ts'
import { TheirChanges } from '../editing/their-changes.tsx'
import { useVersioned } from '../editing/use-versioned.ts'
import { DeskChoice } from '../settings/desk-choice.tsx'
import { fieldName, useSaying } from '../settings/log/say-value.ts'
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
type Mail = 'resolutionMail' | 'holdMail' | 'acknowledgement' | 'statusMail'
type Which = Mail | 'signature'

const tabs: readonly { which: Which; label: string; sample: 'resolution' | 'hold' | 'acknowledgement' | 'status' | 'reply' }[] = [
  { which: 'resolutionMail', label: t.texts.mails.which.resolution, sample: 'resolution' },
  { which: 'holdMail', label: t.texts.mails.which.hold, sample: 'hold' },
  { which: 'acknowledgement', label: t.deskMails.acknowledgement, sample: 'acknowledgement' },
  { which: 'statusMail', label: t.deskMails.status, sample: 'status' },
  { which: 'signature', label: t.texts.mails.which.reply, sample: 'reply' },
]

/** What the desk sends by itself: whether it does, and what is filled in. */
const notices = {
  acknowledgement: {
    isOn: 'acknowledgeNew',
    label: t.writing.acknowledgeNew,
    hint: t.writing.acknowledgeHint,
    fields: { variables: ['ticket_id'], subjectHint: t.deskMails.noTitle },
  },
  statusMail: {
    isOn: 'statusMails',
    label: t.writing.statusMails,
    hint: t.writing.statusMailsHint,
    fields: { variables: ['ticket_id', 'status'], hint: t.deskMails.statusIn },
  },
} as const

const formOf = ({ signature, settings }: Desk) => ({
  signature,
  resolutionMail: settings.resolutionMail,
  holdMail: settings.holdMail,
  acknowledgeNew: settings.acknowledgeNew,
  acknowledgement: settings.acknowledgement,
  statusMails: settings.statusMails,
  statusMail: settings.statusMail,
})
type Form = ReturnType<typeof formOf>

function MailsForm({ desk }: { desk: Desk }) {
  const cache = useQueryClient()
  const [which, setWhich] = useState<Which>('resolutionMail')
  const [language, setLanguage] = useState<MailLanguage | null>(null)
  const say = useSaying()
  const edit = useVersioned<Form, Desk>({
    saved: desk,
    formOf,
    save: ({ signature, ...settings }, expectedVersion) =>
      api.desks.change(desk.id, { ...(signature === undefined ? {} : { signature }), settings, expectedVersion }),
    read: () => api.desks.get(desk.id),
    subject: { subject: 'desk', subjectId: desk.id },
    onSaved: (saved) => {
      cache.setQueryData(queries.desk(desk.id).queryKey, saved)
      void cache.invalidateQueries({ queryKey: ['signature'] })
      toast(t.texts.mails.saved)
    },
  })
  const { form, set } = edit
  const mail = which === 'signature' ? null : form[which]
  const words = mail === null ? null : ((language && mail.languages?.[language]) ?? mail)
  const notice = which === 'acknowledgement' || which === 'statusMail' ? notices[which] : null
  const isSent = notice === null || form[notice.isOn]
  const sample = tabs.find((tab) => tab.which === which)?.sample ?? 'reply'

  return (
    <div className="flex flex-col gap-4">
      <div role="tablist" aria-label={t.texts.sections.mails} className="flex flex-wrap gap-1 border-b border-line pb-2">
        {tabs.map((tab) => (
          <button
            key={tab.which}
            type="button"
            role="tab"
            aria-selected={which === tab.which}
            onClick={() => {
              setWhich(tab.which)
              setLanguage(null)
            }}
            className={classes(
              'h-8 rounded-[6px] px-3 text-fg-2 hover:bg-hover',
              which === tab.which && 'bg-pressed font-semibold text-fg',
            )}
          >
            {tab.label}
          </button>
        ))}
      </div>
      {edit.theirs ? (
        <TheirChanges
          theirs={edit.theirs}
          label={(part) => tabs.find((tab) => tab.which === part)?.label ?? fieldName(part)}
          say={(part, theirs) => say(part, theirs[part])}
          onTake={edit.takeTheirs}
        />
      ) : null}
      {notice ? (
        <CheckField
          label={notice.label}
          hint={notice.hint}
          checked={form[notice.isOn]}
          onChange={(event) => set({ [notice.isOn]: event.target.checked })}
        />
      ) : null}
      {which === 'signature' || mail === null ? (
        <SignatureField
          label={t.texts.mails.signature}
          hint={t.texts.mails.signatureHint}
          value={form.signature}
          onChange={(signature) => set({ signature })}
        />
      ) : isSent ? (
        <MailFields
          mail={mail}
          notice={notice?.fields}
          language={language}
          onLanguage={setLanguage}
          onChange={(next) => set({ [which]: next })}
        />
      ) : null}
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
      {isSent ? (
        <MailSample
          key={`${which} ${language ?? ''}`}
          desk={desk.id}
          sample={{
            mail: sample,
            subject: words?.subject ?? '',
            text: words?.text ?? '',
            language: language ?? undefined,
            ...(which === 'signature' ? { signature: form.signature } : {}),
          }}
        />
      ) : null}
    </div>
  )
}
