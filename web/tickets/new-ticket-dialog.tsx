import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { type FormEvent, useRef, useState } from 'react'
import { api } from '../../client/api.ts'
import type { Channel, Priority, TicketType } from '../../client/types.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogFoot } from '../../ui/dialog.tsx'
import { CheckField, SelectField, TextArea, TextField } from '../../ui/field.tsx'
import { Chip } from '../../ui/marks.tsx'
import { toast } from '../../ui/toast.tsx'
import { idempotencyKey } from '../composer/idempotency-key.ts'
import { queries } from '../data/queries.ts'
import { problemText } from '../data/query-client.ts'
import { useMe } from '../session/me.ts'
import { t } from '../words/index.ts'

const channels: Channel[] = ['created', 'phone', 'mail', 'chat', 'portal', 'api']
const priorities: Priority[] = ['low', 'normal', 'high', 'urgent']

/** A ticket written down by hand, for instance during a call. */
export function NewTicketDialog({ onClose }: { onClose: () => void }) {
  const me = useMe()
  const navigate = useNavigate()
  const search = useSearch({ strict: false })
  const agents = useQuery(queries.agents()).data?.items ?? []
  const labels = useQuery(queries.labels()).data?.items ?? []
  const key = useRef(idempotencyKey())
  const [form, setForm] = useState({
    title: '',
    description: '',
    email: '',
    name: '',
    desk: search.desk ?? me.desks.find((desk) => desk.isDefault)?.id ?? me.desks[0]?.id ?? '',
    type: 'support_ticket' as TicketType,
    channel: 'created' as Channel,
    priority: 'normal' as Priority,
    assignee: '',
    labels: [] as string[],
    internal: false,
  })
  const [tried, setTried] = useState(false)
  const set = (change: Partial<typeof form>) => setForm({ ...form, ...change })

  const create = useMutation({
    meta: { showsProblem: true },
    mutationFn: () =>
      api.tickets.add(
        {
          title: form.title.trim(),
          ...(form.description.trim() ? { description: form.description.trim() } : {}),
          ...(form.email.trim() ? { contact: { email: form.email.trim(), ...(form.name.trim() ? { name: form.name.trim() } : {}) } } : {}),
          desk: form.desk,
          type: form.type,
          channel: form.channel,
          priority: form.priority,
          ...(form.assignee ? { assignee: form.assignee } : {}),
          labels: form.labels,
          internal: form.internal,
        },
        key.current,
      ),
    onSuccess: (ticket) => {
      toast(t.newTicket.created(ticket.reference))
      onClose()
      void navigate({
        to: '/tickets/$reference',
        params: { reference: ticket.reference },
        search: { view: search.view, desk: search.desk },
      })
    },
    onError: () => {
      key.current = idempotencyKey()
    },
  })

  function submit(event: FormEvent) {
    event.preventDefault()
    setTried(true)
    if (form.title.trim()) create.mutate()
  }

  return (
    <Dialog open onClose={onClose} title={t.newTicket.title} closeLabel={t.close} width="max-w-[600px]">
      <form
        onSubmit={submit}
        noValidate
        className="flex min-h-0 flex-col"
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) submit(event)
        }}
      >
        <DialogBody className="flex flex-col gap-3">
          <TextField
            label={t.fields.title}
            placeholder={t.newTicket.titlePlaceholder}
            autoFocus
            maxLength={500}
            value={form.title}
            error={tried && !form.title.trim() ? t.ask.required : undefined}
            onChange={(event) => set({ title: event.target.value })}
          />
          <TextArea
            label={t.newTicket.description}
            optional={t.optional}
            hint={t.newTicket.descriptionHint}
            rows={5}
            value={form.description}
            onChange={(event) => set({ description: event.target.value })}
          />
          <div className="grid gap-3 sm:grid-cols-2">
            <TextField
              label={t.fields.customerEmail}
              optional={t.optional}
              type="email"
              autoComplete="off"
              value={form.email}
              onChange={(event) => set({ email: event.target.value })}
            />
            <TextField
              label={t.fields.customerName}
              optional={t.optional}
              autoComplete="off"
              value={form.name}
              onChange={(event) => set({ name: event.target.value })}
            />
            {me.desks.length > 1 ? (
              <SelectField
                label={t.fields.desk}
                value={form.desk}
                options={me.desks.map((desk) => ({ value: desk.id, label: desk.name }))}
                onChange={(event) => set({ desk: event.target.value })}
              />
            ) : null}
            <SelectField
              label={t.fields.priority}
              value={form.priority}
              options={priorities.map((priority) => ({ value: priority, label: t.priority[priority] }))}
              onChange={(event) => set({ priority: event.target.value as Priority })}
            />
            <SelectField
              label={t.fields.assignee}
              value={form.assignee}
              options={[
                { value: '', label: t.newTicket.unassigned },
                ...agents.filter((agent) => agent.desks.includes(form.desk)).map((agent) => ({ value: agent.id, label: agent.name })),
              ]}
              onChange={(event) => set({ assignee: event.target.value })}
            />
            <SelectField
              label={t.fields.type}
              value={form.type}
              options={Object.entries(t.types).map(([value, label]) => ({ value, label }))}
              onChange={(event) => set({ type: event.target.value as TicketType })}
            />
            <SelectField
              label={t.fields.channel}
              value={form.channel}
              options={channels.map((value) => ({ value, label: t.channelName(value) }))}
              onChange={(event) => set({ channel: event.target.value as Channel })}
            />
          </div>
          {labels.length ? (
            <fieldset>
              <legend className="mb-1 text-xs font-semibold text-fg-2">
                {t.fields.labels} <span className="font-normal text-fg-3">{t.optional}</span>
              </legend>
              <div className="flex flex-wrap gap-1.5">
                {labels.map((label) => (
                  <label
                    key={label.id}
                    className="rounded-[6px] opacity-70 outline-offset-1 has-checked:opacity-100 has-checked:outline-[1.5px] has-checked:outline-focus has-focus-visible:outline-2 has-focus-visible:outline-focus"
                  >
                    <input
                      type="checkbox"
                      className="sr-only"
                      checked={form.labels.includes(label.id)}
                      onChange={(event) =>
                        set({ labels: event.target.checked ? [...form.labels, label.id] : form.labels.filter((id) => id !== label.id) })
                      }
                    />
                    <Chip hue={label.colour}>{label.name}</Chip>
                  </label>
                ))}
              </div>
            </fieldset>
          ) : null}
          <CheckField
            label={t.newTicket.internal}
            hint={t.newTicket.internalHint}
            checked={form.internal}
            onChange={(event) => set({ internal: event.target.checked })}
          />
          {create.isError ? (
            <p role="alert" className="rounded-[6px] bg-red-fill px-3 py-2 text-red-text">
              {problemText(create.error)}
            </p>
          ) : null}
        </DialogBody>
        <DialogFoot>
          <Button kind="quiet" onClick={onClose}>
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
