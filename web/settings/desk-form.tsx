import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ArrowLeft, X } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../client/api.ts'
import type { Desk } from '../../client/types.ts'
import { IconButton } from '../../ui/button.tsx'
import { SelectField, TextArea, TextField } from '../../ui/field.tsx'
import { Chip } from '../../ui/marks.tsx'
import { toast } from '../../ui/toast.tsx'
import { queries } from '../data/queries.ts'
import { localised, t } from '../words/index.ts'
import { DeskFlag } from '../forms/desk-choice.tsx'
import { DeskMails } from './desk-mails.tsx'
import { MailHelp } from './mail-help.tsx'
import { AddForm, Loaded, Row, Rows, SectionHead } from './section.tsx'

export function DeskForm({ id, onBack }: { id: string; onBack: () => void }) {
  const desk = useQuery(queries.desk(id))
  return (
    <>
      <button
        type="button"
        onClick={onBack}
        className="mb-3 -ml-1 flex h-7 items-center gap-1.5 rounded-[6px] px-1 text-fg-2 hover:bg-hover"
      >
        <ArrowLeft size={15} />
        {t.settings.deskBack}
      </button>
      <Loaded query={desk}>
        {(data) => (
          <div className="flex flex-col gap-8">
            <Basics key={data.id} desk={data} />
            <Addresses desk={data} />
            <section>
              <SectionHead title={t.transfers.titles['transfer-to-desk'] ?? ''} />
              <DeskFlag desk={data.id} flag="takesTransfers" label={t.transfers.takes} hint={t.transfers.takesHint} />
            </section>
            <DeskMails key={`mails ${data.id}`} desk={data} />
            <section>
              <SectionHead title={t.settings.mailHelp} />
              <MailHelp desk={data.id} />
            </section>
          </div>
        )}
      </Loaded>
    </>
  )
}

function Basics({ desk }: { desk: Desk }) {
  const cache = useQueryClient()
  const [form, setForm] = useState({
    name: desk.name,
    fromName: desk.fromName,
    signature: desk.signature,
    replyToken: desk.replyToken,
    calendar: desk.calendar,
  })
  const calendars = useQuery(queries.calendars())
  const set = (change: Partial<typeof form>) => setForm({ ...form, ...change })
  const save = useMutation({
    meta: { showsProblem: true },
    mutationFn: () => api.desks.change(desk.id, form),
    onSuccess: () => {
      for (const key of [['desk', desk.id], ['session'], ['calendars']]) void cache.invalidateQueries({ queryKey: key })
      toast(t.saved)
    },
  })
  return (
    <section>
      <SectionHead title={desk.name} text={localised(desk.lifecycle.name)} />
      <AddForm button={t.save} busy={save.isPending} error={save.error} onSubmit={() => save.mutate()}>
        <TextField label={t.setup.deskName} required value={form.name} onChange={(event) => set({ name: event.target.value })} />
        <TextField
          label={t.settings.fromName}
          hint={t.settings.fromNameHint}
          value={form.fromName}
          onChange={(event) => set({ fromName: event.target.value })}
        />
        <SelectField
          label={t.hours.title}
          value={form.calendar ?? ''}
          options={[
            { value: '', label: t.hours.always },
            ...(calendars.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(event) => set({ calendar: event.target.value || null })}
        />
        <TextArea
          className="sm:col-span-2"
          label={t.settings.deskSignature}
          rows={3}
          value={form.signature}
          onChange={(event) => set({ signature: event.target.value })}
        />
        <fieldset className="sm:col-span-2">
          <legend className="mb-1 text-xs font-semibold text-fg-2">{t.settings.replyToken}</legend>
          {(['address', 'message_id'] as const).map((token) => (
            <label key={token} className="flex min-h-7 items-start gap-2 py-1">
              <input
                type="radio"
                name="reply-token"
                className="mt-px size-4 shrink-0 accent-accent"
                checked={form.replyToken === token}
                onChange={() => set({ replyToken: token })}
              />
              {t.settings.replyTokens[token]}
            </label>
          ))}
        </fieldset>
      </AddForm>
    </section>
  )
}

function Addresses({ desk }: { desk: Desk }) {
  const cache = useQueryClient()
  const [address, setAddress] = useState('')
  const refresh = () => {
    for (const key of [['desk', desk.id], ['session']]) void cache.invalidateQueries({ queryKey: key })
  }
  const add = useMutation({
    meta: { showsProblem: true },
    mutationFn: () => api.desks.addAddress(desk.id, address.trim()),
    onSuccess: () => {
      setAddress('')
      refresh()
    },
  })
  const drop = useMutation({ mutationFn: (id: string) => api.desks.dropAddress(desk.id, id), onSuccess: refresh })
  return (
    <section>
      <SectionHead title={t.settings.addresses} />
      <AddForm button={t.settings.addAddress} busy={add.isPending} error={add.error} onSubmit={() => add.mutate()}>
        <TextField label={t.fields.email} type="email" required value={address} onChange={(event) => setAddress(event.target.value)} />
      </AddForm>
      {desk.addresses.length ? (
        <Rows label={t.settings.addresses}>
          {desk.addresses.map((entry) => (
            <Row key={entry.id}>
              <span className="min-w-0 flex-1 truncate">{entry.address}</span>
              {entry.isPrimary ? <Chip>{t.settings.primary}</Chip> : null}
              <span className="text-xs text-fg-3">{entry.kind}</span>
              <IconButton label={t.composer.removeRecipient(entry.address)} onClick={() => drop.mutate(entry.id)}>
                <X size={14} />
              </IconButton>
            </Row>
          ))}
        </Rows>
      ) : (
        <p className="text-fg-3">{t.settings.noAddress}</p>
      )}
    </section>
  )
}
