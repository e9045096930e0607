import { useQuery } from '@tanstack/react-query'
import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Channel, Form, FormField, Priority } from '../../client/types.ts'
import { CheckField, SelectField, TextField } from '../../ui/field.tsx'
import { Chip } from '../../ui/marks.tsx'
import { queries } from '../data/queries.ts'
import { FieldInput } from '../forms/field-input.tsx'
import { typedOf, usePriorityName } from '../forms/form.ts'
import { useDesk, useMe } from '../session/me.ts'
import { localised, t } from '../words/index.ts'
import { ContactField } from './contact-field.tsx'
import { FirstRecipients } from './first-recipients.tsx'
import { Description, FirstMessage } from './first-words.tsx'
import type { TicketDraft } from './new-ticket-draft.ts'
import { WhoWrites } from './who-writes.tsx'

const channels: Channel[] = ['created', 'phone', 'mail', 'chat', 'portal', 'api', 'widget']
const priorities: Priority[] = ['low', 'normal', 'high', 'urgent']

type Props = {
  draft: TicketDraft
  form: Form | undefined
  /** Of the desk, for the inquiry type that is chosen. */
  fields: readonly FormField[]
  /** What is wrong, by the path of its field. */
  errors: Readonly<Record<string, string>>
  set: (change: Partial<TicketDraft>) => void
  /** It is on its way: what is written is not changed any more. */
  busy: boolean
  onSubmit: () => void
  /** A file of the message is still on its way. */
  onUploading: (busy: boolean) => void
}

/** Everything that can be said of a ticket when it is written down: what it is about first, then who works on it. */
export function NewTicketFields(props: Props) {
  const { draft, errors, set } = props
  const writesFirst = draft.first === 'agent'
  const wordsError = errors.description ?? errors.descriptionHtml ?? errors.attachments
  return (
    <>
      <WhoWrites draft={draft} set={set} />
      {writesFirst ? (
        <FirstRecipients draft={draft} error={errors['contact.email'] ?? errors.contact ?? errors.cc ?? errors.bcc} set={set} />
      ) : null}
      <TextField
        label={writesFirst ? t.writingFirst.subject : t.fields.title}
        placeholder={writesFirst ? t.writingFirst.subjectPlaceholder : t.newTicket.titlePlaceholder}
        autoFocus
        required
        dir="auto"
        maxLength={300}
        value={draft.title}
        error={errors.title}
        onChange={(event) => set({ title: event.target.value })}
      />
      {writesFirst ? <FirstMessage {...props} error={wordsError} /> : <Description {...props} error={wordsError} />}
      <About {...props} />
      <Handling {...props} />
      <Labels draft={draft} set={set} />
      {writesFirst ? null : (
        <CheckField
          label={t.newTicket.internal}
          hint={t.newTicket.internalHint}
          checked={draft.internal}
          onChange={(event) => set({ internal: event.target.checked })}
        />
      )}
    </>
  )
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className="min-w-0 border-t border-line pt-3">
      <legend className="float-left mb-2 w-full font-semibold text-fg">{title}</legend>
      <div className="clear-both grid gap-3 sm:grid-cols-2">{children}</div>
    </fieldset>
  )
}

function About({ draft, form, fields, errors, set }: Props) {
  const me = useMe()
  const offered = form?.types.filter((type) => !type.retired) ?? []
  const inquiryTypes = form?.inquiryTypes.filter((one) => !one.retired) ?? []
  return (
    <Group title={t.forms.dialog.about}>
      {draft.first === 'customer' ? (
        <ContactField value={draft.contact} error={errors['contact.email'] ?? errors.contact} onChange={(contact) => set({ contact })} />
      ) : null}
      {me.desks.length > 1 ? (
        <SelectField
          label={t.fields.desk}
          value={draft.desk}
          error={errors.desk}
          options={me.desks.map((desk) => ({ value: desk.id, label: desk.name }))}
          onChange={(event) => {
            const fresh = { desk: event.target.value, type: '', inquiryType: '', channel: 'created' } as const
            // Whoever writes first keeps the ticket wherever they write from.
            set(draft.first === 'agent' && draft.assignee === me.id ? fresh : { ...fresh, assignee: '' })
          }}
        />
      ) : null}
      <SelectField
        label={t.fields.type}
        value={draft.type || (offered[0]?.key ?? '')}
        error={errors.type}
        options={offered.map(({ key, name }) => ({ value: key, label: localised(name) }))}
        onChange={(event) => set({ type: event.target.value })}
      />
      {inquiryTypes.length > 0 ? (
        <SelectField
          label={t.forms.inquiryType}
          optional={t.optional}
          value={draft.inquiryType}
          error={errors.inquiryType}
          options={[{ value: '', label: '' }, ...inquiryTypes.map(({ id, name }) => ({ value: id, label: localised(name) }))]}
          onChange={(event) => set({ inquiryType: event.target.value })}
        />
      ) : null}
      {fields.map((field) => (
        <div key={field.id} className={field.kind === 'long_text' || field.kind === 'choices' ? 'sm:col-span-2' : undefined}>
          <FieldInput
            field={field}
            value={draft.fields[field.id] ?? typedOf(field, undefined)}
            error={errors[`fields.${field.id}`]}
            onChange={(value) => set({ fields: { ...draft.fields, [field.id]: value } })}
          />
        </div>
      ))}
    </Group>
  )
}

function Handling({ draft, errors, set }: Props) {
  const agents = useQuery(queries.agents()).data?.items ?? []
  const teams = useQuery(queries.teams()).data?.items ?? []
  const priorityName = usePriorityName(draft.desk)
  const desk = useDesk(draft.desk)
  const me = useMe()
  const isMine = draft.first === 'agent' && desk?.lifecycle.writerHasIt === true
  return (
    <Group title={t.forms.dialog.handling}>
      <SelectField
        label={t.fields.priority}
        value={draft.priority}
        error={errors.priority}
        options={priorities.map((priority) => ({ value: priority, label: priorityName(priority) }))}
        onChange={(event) => set({ priority: event.target.value as Priority })}
      />
      {draft.first === 'agent' ? null : desk?.chooseChannel ? (
        <SelectField
          label={t.fields.channel}
          value={draft.channel}
          error={errors.channel}
          options={channels.map((value) => ({ value, label: t.channelName(value) }))}
          onChange={(event) => set({ channel: event.target.value as Channel })}
        />
      ) : (
        <TextField
          label={t.fields.channel}
          disabled
          value={t.channelName('created')}
          hint={t.forms.dialog.createdChannel}
          error={errors.channel}
        />
      )}
      <SelectField
        label={t.fields.assignee}
        value={isMine ? me.id : draft.assignee}
        disabled={isMine}
        hint={isMine ? t.writingFirst.holder : undefined}
        error={errors.assignee}
        options={[
          { value: '', label: t.newTicket.unassigned },
          ...agents
            .filter((agent) => !agent.disabled && !agent.isService && agent.desks.includes(draft.desk))
            .map((agent) => ({ value: agent.id, label: agent.name })),
        ]}
        onChange={(event) => set({ assignee: event.target.value })}
      />
      <SelectField
        label={t.fields.team}
        value={draft.team}
        error={errors.team}
        options={[{ value: '', label: t.forms.dialog.anyTeam }, ...teams.map((team) => ({ value: team.id, label: team.name }))]}
        onChange={(event) => set({ team: event.target.value })}
      />
    </Group>
  )
}

function Labels({ draft, set }: Pick<Props, 'draft' | 'set'>) {
  const labels = useQuery(queries.labels()).data?.items ?? []
  if (labels.length === 0) return null
  return (
    <fieldset>
      <legend className="mb-1 text-xs font-semibold text-fg-2">
        {t.fields.labels} <span className="font-normal text-fg-3">{t.optional}</span>
      </legend>
      <div className="flex flex-wrap gap-1.5">
        {labels.map((label) => (
          <label
            key={label.id}
            className="group/label flex min-h-6 items-center rounded-[6px] outline-offset-1 has-checked:outline-[1.5px] has-checked:outline-focus has-focus-visible:outline-2 has-focus-visible:outline-focus"
          >
            <input
              type="checkbox"
              className="sr-only"
              checked={draft.labels.includes(label.id)}
              onChange={(event) =>
                set({ labels: event.target.checked ? [...draft.labels, label.id] : draft.labels.filter((id) => id !== label.id) })
              }
            />
            <Chip hue={label.colour}>
              <Check size={11} className="mr-1 hidden align-[-1px] group-has-checked/label:inline" aria-hidden="true" />
              {label.name}
            </Chip>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
