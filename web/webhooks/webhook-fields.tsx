import { Plus, X } from 'lucide-react'
import type { Webhook, WebhookInput } from '../../client/types.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { CheckField, TextField } from '../../ui/field.tsx'
import { useMe } from '../session/me.ts'
import { t } from '../words/index.ts'
import { eventGroups } from './event-groups.ts'

const words = t.hooks

export interface WebhookForm {
  name: string
  url: string
  types: NonNullable<WebhookInput['types']> | null
  desks: string[] | null
  /** New ones; an empty list keeps those that are there. */
  headers: { name: string; value: string }[]
}

export const formOf = (webhook: Webhook | null): WebhookForm => ({
  name: webhook?.name ?? '',
  url: webhook?.url ?? '',
  types: (webhook?.types ?? null) as WebhookForm['types'],
  desks: webhook?.desks ?? null,
  headers: [],
})

export const bodyOf = ({ headers, ...form }: Partial<WebhookForm>) => ({
  ...form,
  ...(headers?.length ? { headers: Object.fromEntries(headers.map(({ name, value }) => [name.trim(), value])) } : {}),
})

type Props = { form: WebhookForm; kept: readonly string[]; onChange: (change: Partial<WebhookForm>) => void }

/** Where to tell, and what. */
export function WebhookFields({ form, kept, onChange }: Props) {
  const me = useMe()
  const { types, desks, headers } = form
  return (
    <>
      <TextField
        label={t.fields.name}
        required
        maxLength={100}
        value={form.name}
        onChange={(event) => onChange({ name: event.target.value })}
      />
      <TextField
        label={words.url}
        hint={words.urlHint}
        type="url"
        required
        maxLength={2000}
        spellCheck={false}
        placeholder="https://"
        value={form.url}
        onChange={(event) => onChange({ url: event.target.value })}
      />
      <fieldset className="sm:col-span-2">
        <legend className="mb-1 text-xs font-semibold text-fg-2">{words.events}</legend>
        <Choice name="events" checked={types === null} label={words.allEvents} onChoose={() => onChange({ types: null })} />
        <Choice
          name="events"
          checked={types !== null}
          label={words.chosenEvents}
          onChoose={() => onChange({ types: types ?? ['ticket.created'] })}
        />
        {types ? (
          <div className="mt-1 ml-6 grid max-h-72 gap-x-4 overflow-y-auto rounded-[6px] border border-line bg-surface px-3 py-1 sm:grid-cols-2">
            {eventGroups.flat().map((type) => (
              <CheckField
                key={type}
                label={
                  <>
                    {t.eventNames[type]}
                    <code className="block font-mono text-2xs break-all text-fg-3">{type}</code>
                  </>
                }
                checked={types.includes(type)}
                onChange={(event) => {
                  const next = event.target.checked ? [...types, type] : types.filter((one) => one !== type)
                  if (next.length) onChange({ types: eventGroups.flat().filter((one) => next.includes(one)) })
                }}
              />
            ))}
          </div>
        ) : null}
      </fieldset>
      <fieldset className="sm:col-span-2">
        <legend className="mb-1 text-xs font-semibold text-fg-2">{words.desks}</legend>
        <CheckField
          label={words.allDesks}
          checked={desks === null}
          onChange={(event) => onChange({ desks: event.target.checked ? null : me.desks.slice(0, 1).map(({ id }) => id) })}
        />
        {desks
          ? me.desks.map((desk) => (
              <CheckField
                key={desk.id}
                label={<bdi>{desk.name}</bdi>}
                checked={desks.includes(desk.id)}
                onChange={(event) => {
                  const next = event.target.checked ? [...desks, desk.id] : desks.filter((id) => id !== desk.id)
                  if (next.length) onChange({ desks: next })
                }}
              />
            ))
          : null}
      </fieldset>
      <fieldset className="sm:col-span-2">
        <legend className="mb-1 text-xs font-semibold text-fg-2">
          {words.headers} <span className="font-normal text-fg-3">{t.optional}</span>
        </legend>
        {kept.length ? <p className="mb-2 text-xs text-fg-3">{words.headersKept(kept.join(', '))}</p> : null}
        {headers.map((header, index) => {
          const change = (part: Partial<typeof header>) =>
            onChange({ headers: headers.map((one, at) => (at === index ? { ...one, ...part } : one)) })
          return (
            <div key={index} className="mb-2 flex items-end gap-2">
              <TextField
                label={words.headerName}
                required
                className="w-1/3"
                spellCheck={false}
                maxLength={64}
                value={header.name}
                onChange={(event) => change({ name: event.target.value })}
              />
              <TextField
                label={words.headerValue}
                required
                type="password"
                autoComplete="off"
                className="min-w-0 flex-1"
                maxLength={1000}
                value={header.value}
                onChange={(event) => change({ value: event.target.value })}
              />
              <IconButton
                label={words.dropHeader(header.name || String(index + 1))}
                onClick={() => onChange({ headers: headers.filter((_, at) => at !== index) })}
              >
                <X size={14} />
              </IconButton>
            </div>
          )
        })}
        {headers.length < 10 ? (
          <Button size="sm" onClick={() => onChange({ headers: [...headers, { name: '', value: '' }] })}>
            <Plus size={13} />
            {words.addHeader}
          </Button>
        ) : null}
      </fieldset>
    </>
  )
}

function Choice({ name, checked, label, onChoose }: { name: string; checked: boolean; label: string; onChoose: () => void }) {
  return (
    <label className="flex min-h-7 items-start gap-2 py-1">
      <input type="radio" name={name} className="mt-px size-4 shrink-0 accent-accent" checked={checked} onChange={onChoose} />
      {label}
    </label>
  )
}
