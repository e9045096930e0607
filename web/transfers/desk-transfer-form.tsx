import { useQuery } from '@tanstack/react-query'
import { Inbox } from 'lucide-react'
import { useState } from 'react'
import type { Priority, TransferDesk, TransferDeskForm } from '../../client/types.ts'
import { useWritten } from '../../ui/dialog.tsx'
import { SelectField, TextArea, TextField } from '../../ui/field.tsx'
import { Picker } from '../../ui/picker.tsx'
import { EmptyState, Skeleton } from '../../ui/states.tsx'
import type { ActFormProps } from '../actions/action-dialog.tsx'
import { ActForm } from '../actions/act-form.tsx'
import { problemText } from '../data/query-client.ts'
import { FieldInput } from '../forms/field-input.tsx'
import { fieldProblem, fieldsShown, isEmpty, type Typed, toWire, typedOf } from '../forms/form.ts'
import { localised, t } from '../words/index.ts'
import { Chosen } from './chosen.tsx'
import { TicketFiles } from './ticket-files.tsx'
import { transferQueries } from './transfer-queries.ts'

/** Chooses the desk, then says what it needs to know and what it asks about its tickets. */
export default function DeskTransferForm(props: ActFormProps) {
  const desks = useQuery(transferQueries.desks())
  const [chosen, setChosen] = useState<TransferDesk | null>(null)
  const others = (desks.data?.items ?? []).filter(({ id }) => id !== props.ticket.desk)
  const only = others.length === 1 ? others[0] : undefined
  const desk = chosen ?? only

  if (desks.isError && !desks.data) return <p className="px-5 pb-5 text-red-text">{problemText(desks.error)}</p>
  if (desks.data && others.length === 0)
    return <EmptyState icon={<Inbox size={18} />} title={t.transfers.noDesk} text={t.transfers.noDeskText} className="py-8" />
  if (!desk)
    return (
      <Picker
        label={t.transfers.desk}
        placeholder={t.transfers.findDesk}
        choices={others.map(({ id, name }) => ({ id, text: name }))}
        empty={desks.isPending ? t.loading : t.nothingMatches}
        onPick={({ id }) => setChosen(others.find((one) => one.id === id) ?? null)}
      />
    )
  return <AboutIssue {...props} key={desk.id} desk={desk} onOther={only ? undefined : () => setChosen(null)} />
}

const priorities: Priority[] = ['low', 'normal', 'high', 'urgent']

type AboutProps = ActFormProps & { desk: TransferDesk; onOther: (() => void) | undefined }

function AboutIssue({ ticket, action, busy, problem, errors, submit, onClose, desk, onOther }: AboutProps) {
  const form = useQuery(transferQueries.desk(desk.id))
  const [title, setTitle] = useState(ticket.title)
  const [text, setText] = useState('')
  const [type, setType] = useState('')
  const [inquiryType, setInquiryType] = useState('')
  const [priority, setPriority] = useState<Priority>(ticket.priority)
  const [typed, setTyped] = useState<Readonly<Record<string, Typed>>>({})
  const [files, setFiles] = useState<ReadonlySet<string>>(new Set())
  const [tried, setTried] = useState(false)
  useWritten((text.trim() !== '' || title !== ticket.title || Object.keys(typed).length > 0) && t.unsaved.discard)
  const asked = form.data ? fieldsAsked(form.data, inquiryType) : []
  const valueOf = (field: (typeof asked)[number]) => typed[field.id] ?? typedOf(field, undefined)
  const missing = !title.trim() || !text.trim() || asked.some((field) => field.required && isEmpty(valueOf(field)))
  const errorOf = (path: string, empty: boolean) => (tried && empty ? t.ask.required : errors[path] && fieldProblem(errors[path]))

  function onSubmit() {
    setTried(true)
    if (missing || !form.data) return
    const fields = Object.fromEntries(
      asked.filter((field) => !isEmpty(valueOf(field))).map((field) => [field.id, toWire(field, valueOf(field))]),
    )
    submit({
      desk: desk.id,
      title: title.trim(),
      text: text.trim(),
      priority,
      ...(type ? { type } : {}),
      ...(inquiryType ? { inquiryType } : {}),
      ...(Object.keys(fields).length ? { fields } : {}),
      ...(files.size ? { attachments: [...files] } : {}),
    })
  }

  const types = form.data?.types.filter((one) => !one.retired) ?? []
  const inquiryTypes = form.data?.inquiryTypes.filter((one) => !one.retired) ?? []
  return (
    <ActForm action={action} busy={busy} problem={problem} onClose={onClose} onSubmit={onSubmit}>
      <Chosen mark={<Inbox size={15} aria-hidden="true" className="shrink-0 text-fg-3" />} name={desk.name} onOther={onOther} />
      {errors.desk ? (
        <p role="alert" className="text-xs text-red-text">
          {errors.desk}
        </p>
      ) : null}
      <TextField
        label={t.fields.title}
        dir="auto"
        maxLength={300}
        value={title}
        error={errorOf('title', !title.trim())}
        onChange={(event) => setTitle(event.target.value)}
      />
      <TextArea
        autoFocus
        rows={5}
        dir="auto"
        label={t.transfers.text}
        hint={t.transfers.textHint}
        value={text}
        error={errorOf('text', !text.trim())}
        onChange={(event) => setText(event.target.value)}
      />
      {form.isPending ? <Skeleton className="h-[52px]" /> : null}
      {form.isError ? <p className="text-red-text">{problemText(form.error)}</p> : null}
      <div className="grid gap-3 empty:hidden sm:grid-cols-2">
        {types.length > 1 ? (
          <SelectField
            label={t.fields.type}
            value={type || (types[0]?.key ?? '')}
            error={errors.type}
            options={types.map(({ key, name }) => ({ value: key, label: localised(name) }))}
            onChange={(event) => setType(event.target.value)}
          />
        ) : null}
        <SelectField
          label={t.fields.priority}
          value={priority}
          options={priorities.map((one) => ({ value: one, label: t.priority[one] }))}
          onChange={(event) => setPriority(event.target.value as Priority)}
        />
        {inquiryTypes.length > 0 ? (
          <SelectField
            label={t.forms.inquiryType}
            optional={t.optional}
            value={inquiryType}
            error={errors.inquiryType}
            options={[{ value: '', label: '' }, ...inquiryTypes.map(({ id, name }) => ({ value: id, label: localised(name) }))]}
            onChange={(event) => setInquiryType(event.target.value)}
          />
        ) : null}
        {asked.map((field) => (
          <div key={field.id} className={field.kind === 'long_text' || field.kind === 'choices' ? 'sm:col-span-2' : undefined}>
            <FieldInput
              field={field}
              value={valueOf(field)}
              error={errorOf(`fields.${field.id}`, field.required && isEmpty(valueOf(field)))}
              onChange={(value) => setTyped({ ...typed, [field.id]: value })}
            />
          </div>
        ))}
      </div>
      <TicketFiles reference={ticket.reference} chosen={files} onChange={setFiles} />
    </ActForm>
  )
}

/** What people fill in; the rest is for programs. */
function fieldsAsked(form: TransferDeskForm, inquiryType: string) {
  return fieldsShown({ ...form, desk: form.id, categories: [] }, inquiryType || null, {}).filter((field) => !field.readOnly)
}
