import { type FormEvent, useState } from 'react'
import type { TicketRow } from '../../client/types.ts'
import { Button } from '../../ui/button.tsx'
import { DialogBody } from '../../ui/dialog.tsx'
import { Reference, StatusDot } from '../../ui/marks.tsx'
import { When } from '../session/when.tsx'
import { localised, t } from '../words/index.ts'
import type { ActFormProps } from './action-dialog.tsx'
import { FormFoot } from './form-foot.tsx'
import { TicketSearchPicker } from './ticket-search-picker.tsx'

/** Finds the duplicate, shows it once more, then merges it into the open ticket. */
export function MergeForm({ ticket, action, busy, problem, submit, onClose }: ActFormProps) {
  const [chosen, setChosen] = useState<TicketRow | null>(null)

  if (!chosen) {
    return (
      <TicketSearchPicker
        exclude={ticket.reference}
        suggest={ticket.contact?.email ?? undefined}
        onPick={(_reference, row) => setChosen(row)}
      />
    )
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
              <StatusDot colour={chosen.status.colour} /> {localised(chosen.status.label)}
            </span>
            {chosen.contact?.name}
            <When at={chosen.lastActivityAt} form="clock" />
          </p>
          <p dir="auto" className="mt-2 line-clamp-3 text-fg-2">
            {chosen.preview}
          </p>
        </div>
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
