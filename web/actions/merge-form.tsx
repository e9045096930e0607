import { useQuery } from '@tanstack/react-query'
import { GitMerge, TriangleAlert } from 'lucide-react'
import { type FormEvent, type ReactNode, useState } from 'react'
import type { TicketRow } from '../../client/types.ts'
import { Button } from '../../ui/button.tsx'
import { DialogBody } from '../../ui/dialog.tsx'
import { Reference, StatusDot } from '../../ui/marks.tsx'
import { queries } from '../data/queries.ts'
import { When } from '../session/when.tsx'
import type { ShownTicket } from '../ticket/ticket-page.tsx'
import { localised, t } from '../words/index.ts'
import type { ActFormProps } from './action-dialog.tsx'
import { FormFoot } from './form-foot.tsx'
import { TicketSearchPicker } from './ticket-search-picker.tsx'

/** Finds the duplicate, the customer's own tickets first; shows it once more with what will move, then merges it into the open ticket. */
export function MergeForm({ ticket, action, busy, problem, submit, onClose }: ActFormProps) {
  const [chosen, setChosen] = useState<TicketRow | null>(null)

  if (!chosen) {
    return <TicketSearchPicker exclude={ticket.reference} contact={ticket.contact?.id} onPick={(_reference, row) => setChosen(row)} />
  }
  return (
    <form
      className="flex min-h-0 flex-col"
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        submit({ duplicate: chosen.reference })
      }}
    >
      <DialogBody>
        <div className="rounded-[10px] border border-line p-3">
          <p dir="auto" className="font-semibold">
            {chosen.title}
          </p>
          <p className="mt-1 flex flex-wrap items-center gap-2 text-xs text-fg-3">
            <Reference>{chosen.reference}</Reference>
            <span className="flex items-center gap-1">
              <StatusDot colour={chosen.status.colour} hollow={chosen.status.category === 'waiting'} /> {localised(chosen.status.label)}
            </span>
            {chosen.contact?.name}
            <When at={chosen.lastActivityAt} form="clock" />
          </p>
          <p dir="auto" className="mt-2 line-clamp-3 text-fg-2">
            {chosen.preview}
          </p>
        </div>
        <WhatMoves ticket={ticket} duplicate={chosen} />
        <Button size="sm" kind="quiet" className="mt-2 -ml-1" onClick={() => setChosen(null)}>
          {t.ask.mergeOther}
        </Button>
      </DialogBody>
      <FormFoot
        action={action}
        busy={busy}
        problem={problem}
        onClose={onClose}
        label={t.ask.mergeButton(chosen.reference, ticket.reference)}
        focus
      />
    </form>
  )
}

function WhatMoves({ ticket, duplicate }: { ticket: ShownTicket; duplicate: TicketRow }) {
  const found = useQuery(queries.ticket(duplicate.reference)).data
  const here = new Set([ticket.contact?.id, ...(ticket.participants ?? []).map(({ contact }) => contact.id)])
  const joining = new Set((found?.participants ?? []).map(({ contact }) => contact.id).filter((id) => !here.has(id)))
  const stranger = duplicate.contact && ticket.contact && duplicate.contact.id !== ticket.contact.id ? duplicate.contact.name : null
  return (
    <div className="mt-3 flex flex-col gap-1.5 text-fg-2">
      <Fact icon={<GitMerge size={15} className="text-fg-3" />}>
        {t.mergeForm.moves(duplicate.messageCount, joining.size)} {t.mergeForm.closes(duplicate.reference)} {t.mergeForm.undo}
      </Fact>
      {stranger ? <Fact icon={<TriangleAlert size={15} className="text-amber-line" />}>{t.mergeForm.differs(stranger)}</Fact> : null}
    </div>
  )
}

function Fact({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <p className="flex items-start gap-2">
      <span aria-hidden="true" className="mt-[3px] shrink-0">
        {icon}
      </span>
      <span className="min-w-0">{children}</span>
    </p>
  )
}
