import { useQuery } from '@tanstack/react-query'
import { Mail, Phone } from 'lucide-react'
import { api } from '../../client/api.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { t } from '../words/index.ts'
import { Section } from './details-parts.tsx'
import type { ShownTicket } from './ticket-page.tsx'

/** Who wrote, how to reach them, and who else takes part. */
export function CustomerSection({ ticket }: { ticket: ShownTicket }) {
  const id = ticket.contact?.id
  const contact = useQuery({
    queryKey: ['contact', id],
    queryFn: () => api.contacts.get(id ?? ''),
    enabled: Boolean(id),
    staleTime: 60_000,
  })
  if (!ticket.contact) {
    return (
      <Section title={t.ticket.customer}>
        <p className="text-fg-3">{t.ticket.noCustomer}</p>
      </Section>
    )
  }
  const others = (ticket.participants ?? []).filter((participant) => participant.contact.id !== id)
  return (
    <Section title={t.ticket.customer}>
      <div className="flex items-center gap-2.5">
        <Avatar name={ticket.contact.name} size={28} />
        <p dir="auto" className="min-w-0 font-semibold break-words">
          {ticket.contact.name}
        </p>
      </div>
      <ul className="mt-2 flex flex-col gap-1 text-fg-2">
        {ticket.contact.email ? (
          <li className="flex items-center gap-2">
            <Mail size={13} className="shrink-0 text-fg-3" />
            <span className="min-w-0 truncate" title={ticket.contact.email}>
              {ticket.contact.email}
            </span>
          </li>
        ) : null}
        {contact.data?.phone ? (
          <li className="flex items-center gap-2">
            <Phone size={13} className="shrink-0 text-fg-3" />
            <span className="tabular">{contact.data.phone}</span>
          </li>
        ) : null}
      </ul>
      {others.length ? (
        <div className="mt-3">
          <h3 className="mb-1 text-xs text-fg-3">{t.ticket.participants}</h3>
          <ul className="flex flex-col gap-1">
            {others.map((participant) => (
              <li key={participant.contact.id} className="flex items-center gap-2" title={participant.contact.email ?? undefined}>
                <Avatar name={participant.contact.name} size={16} />
                <span className="min-w-0 flex-1 truncate">{participant.contact.name}</span>
                <span className="text-xs text-fg-3">{participant.via}</span>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </Section>
  )
}
