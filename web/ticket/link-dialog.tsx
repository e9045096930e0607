import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../client/api.ts'
import type { LinkInput } from '../../client/types.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { SelectField } from '../../ui/field.tsx'
import { toast } from '../../ui/toast.tsx'
import { TicketSearchPicker } from '../actions/ticket-search-picker.tsx'
import { problemText } from '../data/query-client.ts'
import { t } from '../words/index.ts'
import type { ShownTicket } from './ticket-page.tsx'

type Kind = LinkInput['kind']
const kinds = ['related', 'child', 'parent', 'duplicate_of'] as const satisfies Kind[]

/** Says what this ticket has to do with another one, and finds that one. */
export function LinkDialog({ ticket, onClose, onLinked }: { ticket: ShownTicket; onClose: () => void; onLinked: () => void }) {
  const [kind, setKind] = useState<Kind>('related')
  const link = useMutation({
    meta: { showsProblem: true },
    mutationFn: (to: string) => api.links.add(ticket.reference, { kind, to }),
    onSuccess: (_links, to) => {
      toast(t.related.linked(to))
      onLinked()
      onClose()
    },
  })
  return (
    <Dialog open onClose={onClose} title={t.related.add} closeLabel={t.close} width="max-w-[500px]">
      <SelectField
        className="px-5 pb-3"
        label={t.related.kind}
        value={kind}
        options={kinds.map((value) => ({ value, label: t.related.choose[value] }))}
        onChange={(event) => setKind(event.target.value as Kind)}
      />
      {link.error ? (
        <p role="alert" className="mx-5 mb-3 rounded-[6px] bg-red-fill px-3 py-2 text-red-text">
          {problemText(link.error)}
        </p>
      ) : null}
      <TicketSearchPicker exclude={ticket.reference} contact={ticket.contact?.id} onPick={(reference) => link.mutate(reference)} />
    </Dialog>
  )
}
