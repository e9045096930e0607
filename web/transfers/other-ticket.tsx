import type { Transfers } from '../../client/types.ts'
import { StatusDot } from '../../ui/marks.tsx'
import { TicketLink } from '../ticket/ticket-link.tsx'
import { localised, t } from '../words/index.ts'

export type Other = Transfers['origins'][number]['ticket']

/** Its reference, which leads there for those who see it, and where it stands. */
export function OtherTicket({ other }: { other: Other }) {
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
      {other.title === null ? <span className="font-mono text-xs">{other.reference}</span> : <TicketLink reference={other.reference} />}
      {other.gone ? (
        t.transfers.gone[other.gone]
      ) : (
        <>
          <StatusDot colour={other.status.colour} hollow={other.status.category === 'waiting'} />
          {localised(other.status.label)}
        </>
      )}
    </span>
  )
}
