import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Plus, Undo2, X } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { api } from '../../client/api.ts'
import type { TicketLinks } from '../../client/types.ts'
import { IconButton } from '../../ui/button.tsx'
import { StatusDot } from '../../ui/marks.tsx'
import { toast } from '../../ui/toast.tsx'
import { useActions } from '../actions/action-context.tsx'
import { refusalOf, useAct } from '../actions/actions.ts'
import { queries } from '../data/queries.ts'
import { localised, t } from '../words/index.ts'
import { OtherTicket } from '../transfers/other-ticket.tsx'
import { transferQueries } from '../transfers/transfer-queries.ts'
import { LinkDialog } from './link-dialog.tsx'
import { TicketLink } from './ticket-link.tsx'
import type { ShownTicket } from './ticket-page.tsx'

type Linked = TicketLinks['links'][number]

const order: Linked['kind'][] = ['parent', 'child', 'duplicate_of', 'duplicated_by', 'related']

/** What this ticket has to do with other ones: what it is part of and consists of, duplicates, merges, splits, follow-ups. */
export default function LinkedTickets({ ticket }: { ticket: ShownTicket }) {
  const cache = useQueryClient()
  const [adding, setAdding] = useState(false)
  const found = useQuery(queries.links(ticket.reference))
  const handed = useQuery({ ...transferQueries.of(ticket.reference), enabled: ticket.inTransfer === true }).data
  const act = useAct(ticket.reference)
  const refresh = (...keys: string[]) => {
    for (const key of ['links', 'ticket', 'events', ...keys]) void cache.invalidateQueries({ queryKey: [key] })
  }
  const drop = useMutation({
    mutationFn: (id: string) => api.links.drop(ticket.reference, id),
    onSuccess: () => {
      toast(t.related.removed)
      refresh()
    },
  })
  const unsplit = useMutation({
    mutationFn: (id: string) => api.links.unsplit(ticket.reference, id),
    onSuccess: () => {
      toast(t.related.unsplit)
      refresh('messages', 'actions')
    },
  })
  const { find } = useActions()
  const link = find('link')
  // Where a new one is refused, what was done before can still be taken back.
  const mayTakeBack = (action: 'link' | 'merge') => (find(action)?.refusal?.code ?? (find(action) ? '' : 'forbidden')) !== 'forbidden'
  const [mayUnlink, mayMerge] = [mayTakeBack('link'), mayTakeBack('merge')]
  const { links = [], children, splits = [] } = found.data ?? {}
  const merged = ticket.mergedFrom ?? []
  const followUps = ticket.followUps ?? []
  const isEmpty = found.data && links.length + splits.length + merged.length + followUps.length === 0 && !ticket.inTransfer

  return (
    <div className="flex flex-col gap-2">
      {found.isError ? <p className="text-red-text">{t.related.failed}</p> : null}
      {isEmpty ? <p className="text-fg-3">{t.related.none}</p> : null}
      {handed
        ? (['origins', 'issues'] as const).map((side) =>
            handed[side].length ? (
              <Group key={side} title={t.transfers.groups[side]}>
                {handed[side].map(({ id, ticket: other }) => (
                  <li key={id} className="flex h-7 min-w-0 items-center gap-2">
                    <OtherTicket other={other} />
                    <span dir="auto" className="min-w-0 flex-1 truncate text-start text-fg-3">
                      {other.desk.name}
                    </span>
                  </li>
                ))}
              </Group>
            ) : null,
          )
        : null}
      {order.map((kind) => {
        const own = links.filter((link) => link.kind === kind)
        if (own.length === 0) return null
        return (
          <Group key={kind} title={t.related.kinds[kind]} detail={kind === 'child' && children ? <Progress {...children} /> : undefined}>
            {own.map((link) => (
              <Line key={link.id} ticket={link.ticket}>
                {mayUnlink ? (
                  <IconButton plain label={t.related.remove(link.ticket.reference)} className="size-6" onClick={() => drop.mutate(link.id)}>
                    <X size={13} />
                  </IconButton>
                ) : null}
              </Line>
            ))}
          </Group>
        )
      })}
      {splits.map((split) => (
        <Group key={split.id} title={t.related.kinds[split.kind]}>
          <Line ticket={split.ticket}>
            {split.undoable && mayMerge ? <Back label={t.related.undoSplit} onClick={() => unsplit.mutate(split.id)} /> : null}
          </Line>
        </Group>
      ))}
      {merged.length ? (
        <Group title={t.related.kinds.merged}>
          {merged.map((one) => (
            <li key={one.mergeId} className="flex h-6 items-center gap-2">
              <TicketLink reference={one.reference} />
              <span className="ml-auto">
                {one.undoable && mayMerge ? (
                  <Back
                    label={t.related.undoMerge}
                    onClick={() =>
                      act.mutate({ action: 'unmerge', body: { merge: one.mergeId } }, { onSuccess: () => toast(t.related.unmerged) })
                    }
                  />
                ) : null}
              </span>
            </li>
          ))}
        </Group>
      ) : null}
      {followUps.length ? (
        <Group title={t.related.kinds.followUp}>
          {followUps.map(({ reference }) => (
            <li key={reference} className="flex h-6 items-center">
              <TicketLink reference={reference} />
            </li>
          ))}
        </Group>
      ) : null}
      {link && mayUnlink ? (
        <button
          type="button"
          aria-disabled={link.allowed ? undefined : true}
          title={refusalOf(link)}
          onClick={() => {
            const refusal = refusalOf(link)
            if (refusal) toast(refusal, 'problem')
            else setAdding(true)
          }}
          className="aria-disabled:opacity-50 -ml-1.5 flex h-7 w-fit items-center gap-1.5 rounded-[6px] px-1.5 text-fg-2 hover:bg-hover hover:text-fg"
        >
          <Plus size={14} aria-hidden="true" />
          {t.related.add}
        </button>
      ) : null}
      {adding ? <LinkDialog ticket={ticket} onClose={() => setAdding(false)} onLinked={() => refresh()} /> : null}
    </div>
  )
}

function Group({ title, detail, children }: { title: string; detail?: ReactNode; children: ReactNode }) {
  return (
    <div>
      <h3 className="flex items-center gap-2 text-2xs text-fg-3">
        {title}
        {detail}
      </h3>
      <ul>{children}</ul>
    </div>
  )
}

function Line({ ticket, children }: { ticket: Linked['ticket']; children?: ReactNode }) {
  return (
    <li className="flex h-7 min-w-0 items-center gap-2">
      <span title={localised(ticket.status.label)} className="flex shrink-0 items-center">
        <StatusDot colour={ticket.status.colour} hollow={ticket.status.category === 'waiting'} />
        <span className="sr-only">{localised(ticket.status.label)}</span>
      </span>
      <TicketLink reference={ticket.reference} />
      <span dir="auto" className="min-w-0 flex-1 truncate text-start text-fg-2" title={ticket.title}>
        {ticket.title}
      </span>
      {children}
    </li>
  )
}

function Progress({ done, total }: { done: number; total: number }) {
  return (
    <span className="flex items-center gap-1.5">
      <span aria-hidden="true" className="h-1 w-14 overflow-hidden rounded-full bg-line">
        <span className="block h-full bg-green-line" style={{ width: `${(done / total) * 100}%` }} />
      </span>
      <span className="tabular">{t.related.progress(done, total)}</span>
    </span>
  )
}

function Back({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <IconButton label={label} className="size-6" onClick={onClick}>
      <Undo2 size={13} />
    </IconButton>
  )
}
