import { useMutation } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { api } from '../../client/api.ts'
import { isProblem } from '../../client/client.ts'
import type { FormField, NewTicket } from '../../client/types.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogFoot } from '../../ui/dialog.tsx'
import { toast } from '../../ui/toast.tsx'
import { idempotencyKey } from '../composer/idempotency-key.ts'
import { problemText } from '../data/query-client.ts'
import { fieldProblem, fieldsShown, isEmpty, toWire, typedOf, useForm } from '../forms/form.ts'
import { useMe } from '../session/me.ts'
import { t } from '../words/index.ts'
import { blankDraft, dropDraft, isBegun, keepDraft, keptDraft, type TicketDraft } from './new-ticket-draft.ts'
import { NewTicketFields } from './new-ticket-form.tsx'

type Errors = Readonly<Record<string, string>>

/** A ticket written down by hand, for instance during a call. What was begun is there again when the window is opened anew. */
export function NewTicketDialog({ onClose }: { onClose: () => void }) {
  const me = useMe()
  const navigate = useNavigate()
  const search = useSearch({ strict: false })
  const blank = () => blankDraft(search.desk ?? me.desks.find((desk) => desk.isDefault)?.id ?? me.desks[0]?.id ?? '')
  const [kept] = useState(() => keptDraft(me.id))
  const [restored, setRestored] = useState(kept !== null)
  const [draft, setDraft] = useState<TicketDraft>(() =>
    kept && me.desks.some((desk) => desk.id === kept.desk) ? kept : { ...blank(), ...kept, desk: blank().desk },
  )
  const [round, setRound] = useState(0)
  const [errors, setErrors] = useState<Errors>({})
  const key = useRef(idempotencyKey())
  const body = useRef<HTMLDivElement>(null)
  const form = useForm(draft.desk)
  // What programs fill in is of no use to whoever writes.
  const fields = form ? fieldsShown(form, draft.inquiryType || null, {}).filter((field) => !field.readOnly) : []

  // The editor is a closure of its first drawing; what it says is added to what is there by then.
  const set = (change: Partial<TicketDraft>) => setDraft((now) => ({ ...now, ...change }))
  useEffect(() => keepDraft(me.id, draft), [me.id, draft])

  const create = useMutation({
    meta: { showsProblem: true },
    mutationFn: (ticket: NewTicket) => api.tickets.add(ticket, key.current),
    onSuccess: (ticket) => {
      dropDraft(me.id)
      toast(t.newTicket.created(ticket.reference))
      onClose()
      void navigate({
        to: '/tickets/$reference',
        params: { reference: ticket.reference },
        search: { view: search.view, desk: search.desk },
      })
    },
    onError: (error) => {
      key.current = idempotencyKey()
      show(isProblem(error) ? Object.fromEntries(error.errors.map(({ path, message }) => [path, fieldProblem(message)])) : {})
    },
  })

  /** Shows what is wrong and brings the first of it into view. */
  function show(wrong: Errors) {
    setErrors(wrong)
    setTimeout(() => body.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(), 0)
  }

  function submit(event?: FormEvent) {
    event?.preventDefault()
    if (create.isPending) return
    const missing = [
      ...(draft.title.trim() ? [] : ['title']),
      ...fields.filter((field) => isMissing(field, draft)).map((field) => `fields.${field.id}`),
    ]
    if (missing.length > 0) show(Object.fromEntries(missing.map((path) => [path, t.ask.required])))
    else {
      setErrors({})
      create.mutate(ticketOf(draft, fields))
    }
  }

  function startOver() {
    dropDraft(me.id)
    setDraft(blank())
    setErrors({})
    create.reset()
    setRestored(false)
    setRound(round + 1)
  }

  function close() {
    if (isBegun(draft)) toast(t.forms.dialog.kept)
    onClose()
  }

  const unplaced = create.isError && !(isProblem(create.error) && create.error.errors.some(({ path }) => isPlaced(path, fields)))

  return (
    <Dialog open onClose={close} title={t.newTicket.title} closeLabel={t.close} width="max-w-[680px]">
      <form
        onSubmit={submit}
        noValidate
        className="flex min-h-0 flex-col"
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.metaKey || event.ctrlKey) && !event.defaultPrevented) submit(event)
        }}
      >
        <DialogBody>
          <div ref={body} className="flex flex-col gap-3">
            {restored ? (
              <p role="status" className="flex items-center gap-2 rounded-[6px] bg-blue-fill px-3 py-1.5 text-blue-text">
                <span className="min-w-0 flex-1">{t.forms.dialog.restored}</span>
                <button type="button" className="shrink-0 rounded-[6px] px-1.5 font-semibold hover:underline" onClick={startOver}>
                  {t.forms.dialog.startOver}
                </button>
              </p>
            ) : null}
            <NewTicketFields
              key={round}
              draft={draft}
              form={form}
              fields={fields}
              errors={errors}
              set={set}
              onSubmit={submit}
              onClose={close}
            />
            {unplaced ? (
              <p role="alert" className="rounded-[6px] bg-red-fill px-3 py-2 text-red-text">
                {problemText(create.error)}
              </p>
            ) : null}
          </div>
        </DialogBody>
        <DialogFoot>
          {Object.keys(errors).length > 0 ? (
            <span role="status" className="me-auto text-red-text">
              {t.forms.wrong(Object.keys(errors).length)}
            </span>
          ) : null}
          <Button kind="quiet" onClick={close}>
            {t.cancel}
          </Button>
          <Button type="submit" kind="primary" busy={create.isPending}>
            {t.newTicket.submit}
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  )
}

function isMissing(field: FormField, draft: TicketDraft): boolean {
  return field.required && !field.readOnly && isEmpty(draft.fields[field.id] ?? typedOf(field, undefined))
}

const placed = [
  'title',
  'description',
  'descriptionHtml',
  'contact',
  'contact.email',
  'desk',
  'type',
  'inquiryType',
  'channel',
  'priority',
  'assignee',
  'team',
]

/** Whether a problem of the server has a control here to stand at. */
function isPlaced(path: string, fields: readonly FormField[]): boolean {
  return placed.includes(path) || fields.some((field) => path === `fields.${field.id}`)
}

function ticketOf(draft: TicketDraft, fields: readonly FormField[]): NewTicket {
  const filled = fields.flatMap((field) => {
    const value = toWire(field, draft.fields[field.id] ?? typedOf(field, undefined))
    return value === null || value === false || field.readOnly ? [] : [[field.id, value] as const]
  })
  const name = draft.contact?.name.trim()
  return {
    title: draft.title.trim(),
    ...(draft.html ? { descriptionHtml: draft.html } : {}),
    ...(draft.contact ? { contact: { email: draft.contact.email, ...(name ? { name } : {}) } } : {}),
    desk: draft.desk,
    ...(draft.type ? { type: draft.type } : {}),
    ...(draft.inquiryType ? { inquiryType: draft.inquiryType } : {}),
    ...(filled.length > 0 ? { fields: Object.fromEntries(filled) } : {}),
    ...(draft.channel === 'created' ? {} : { channel: draft.channel }),
    priority: draft.priority,
    ...(draft.assignee ? { assignee: draft.assignee } : {}),
    ...(draft.team ? { team: draft.team } : {}),
    labels: [...draft.labels],
    internal: draft.internal,
  }
}
