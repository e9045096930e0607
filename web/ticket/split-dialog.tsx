import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { api } from '../../client/api.ts'
import type { Message } from '../../client/types.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogFoot } from '../../ui/dialog.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { toast } from '../../ui/toast.tsx'
import { idempotencyKey } from '../composer/idempotency-key.ts'
import { queries } from '../data/queries.ts'
import { problemText } from '../data/query-client.ts'
import { useMe } from '../session/me.ts'
import { When } from '../session/when.tsx'
import { t } from '../words/index.ts'
import type { ShownTicket } from './ticket-page.tsx'

/** Makes a ticket of its own out of a message and those of the later ones that go with it. */
export function SplitDialog({ ticket, from, onClose }: { ticket: ShownTicket; from: Message; onClose: () => void }) {
  const me = useMe()
  const cache = useQueryClient()
  const navigate = useNavigate()
  const conversation = useInfiniteQuery(queries.messages(ticket.reference))
  const all = [...(conversation.data?.pages ?? [])]
    .reverse()
    .flatMap((page) => page.items)
    .filter(isSaid)
  const later = all.slice(all.findIndex((message) => message.id === from.id) + 1)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set([from.id]))
  const [title, setTitle] = useState(from.subject || ticket.title)
  const [desk, setDesk] = useState(ticket.desk)
  const [key] = useState(idempotencyKey)
  const [tried, setTried] = useState(false)
  // Earlier pages that are not loaded stay behind anyway.
  const takesAll = chosen.size >= all.length && !conversation.hasNextPage

  const split = useMutation({
    meta: { showsProblem: true },
    mutationFn: () =>
      api.links.split(ticket.reference, { messages: [...chosen], title: title.trim(), ...(desk === ticket.desk ? {} : { desk }) }, key),
    onSuccess: ({ ticket: made }) => {
      for (const name of ['messages', 'ticket', 'events', 'links', 'actions']) void cache.invalidateQueries({ queryKey: [name] })
      toast(t.split.done(made.reference), 'done', {
        label: t.split.show,
        run: () => void navigate({ to: '/tickets/$reference', params: { reference: made.reference }, search: {} }),
      })
      onClose()
    },
  })

  function toggle(id: string) {
    const next = new Set(chosen)
    if (!next.delete(id)) next.add(id)
    setChosen(next)
  }

  function onSubmit(event: FormEvent) {
    event.preventDefault()
    setTried(true)
    if (title.trim() && !takesAll) split.mutate()
  }

  return (
    <Dialog open onClose={onClose} title={t.split.title} description={t.split.text} closeLabel={t.close} width="max-w-[560px]">
      <form onSubmit={onSubmit} noValidate className="flex min-h-0 flex-col">
        <DialogBody className="flex flex-col gap-3">
          <TextField
            autoFocus
            label={t.fields.title}
            value={title}
            maxLength={300}
            error={tried && !title.trim() ? t.ask.required : undefined}
            onChange={(event) => setTitle(event.target.value)}
          />
          {me.desks.length > 1 ? (
            <SelectField
              label={t.fields.desk}
              value={desk}
              options={me.desks.map(({ id, name }) => ({ value: id, label: name }))}
              onChange={(event) => setDesk(event.target.value)}
            />
          ) : null}
          <fieldset className="min-w-0">
            <legend className="flex w-full items-center justify-between text-xs font-semibold text-fg-2">
              {t.split.messages}
              {later.length > 1 ? (
                <button
                  type="button"
                  className="h-6 rounded-[6px] px-1.5 font-normal text-accent-text hover:bg-hover"
                  onClick={() => setChosen(new Set([from.id, ...later.map((message) => message.id)]))}
                >
                  {t.split.later}
                </button>
              ) : null}
            </legend>
            <ul className="mt-1 flex flex-col divide-y divide-line rounded-[10px] border border-line">
              {[from, ...later].map((message) => (
                <li key={message.id}>
                  <label className="flex items-start gap-2.5 px-3 py-2 has-checked:bg-selected">
                    <input
                      type="checkbox"
                      className="mt-[3px] size-4 shrink-0 accent-accent"
                      checked={chosen.has(message.id)}
                      disabled={message.id === from.id || message.state === 'queued'}
                      onChange={() => toggle(message.id)}
                    />
                    <span className="min-w-0 flex-1">
                      <span className="flex items-baseline gap-2 text-xs text-fg-3">
                        <span dir="auto" className="min-w-0 truncate text-fg-2">
                          {t.conversation.by(t.conversation.kinds[message.kind], message.author.name)}
                        </span>
                        <When at={message.at} form="clock" className="ml-auto shrink-0" />
                      </span>
                      <span dir="auto" className="line-clamp-2 text-start">
                        {message.preview}
                      </span>
                    </span>
                  </label>
                </li>
              ))}
            </ul>
          </fieldset>
          {takesAll && all.length > 0 ? (
            <p role={tried ? 'alert' : undefined} className={tried ? 'text-red-text' : 'text-xs text-fg-3'}>
              {t.split.leaveOne}
            </p>
          ) : null}
          {split.error ? (
            <p role="alert" className="rounded-[6px] bg-red-fill px-3 py-2 text-red-text">
              {problemText(split.error)}
            </p>
          ) : null}
        </DialogBody>
        <DialogFoot>
          <Button kind="quiet" onClick={onClose}>
            {t.cancel}
          </Button>
          <Button type="submit" kind="primary" busy={split.isPending} refusal={takesAll ? t.split.leaveOne : undefined}>
            {t.split.button(chosen.size)}
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  )
}

function isSaid(message: Message): boolean {
  return message.kind !== 'system'
}
