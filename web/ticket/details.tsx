import { useQuery } from '@tanstack/react-query'
import { Mail, Phone, Plus } from 'lucide-react'
import type { ReactNode } from 'react'
import { api } from '../../client/api.ts'
import type { ShownTicket } from './ticket-page.tsx'
import { Avatar } from '../../ui/avatar.tsx'
import { classes } from '../../ui/classes.ts'
import { Chip, PriorityIcon, StatusDot } from '../../ui/marks.tsx'
import { duration } from '../../ui/time.ts'
import { useDesk } from '../session/me.ts'
import { When } from '../session/when.tsx'
import { localised, t } from '../words/index.ts'
import { EarlierTickets } from './earlier-tickets.tsx'
import { EventLog } from './event-log.tsx'
import { AssigneePicker, LabelPicker, PriorityMenu, StatusMenu, TypeMenu } from './property-menus.tsx'
import { Score } from './resolution.tsx'
import { TicketLink } from './ticket-link.tsx'

/** The right bar: everything about the ticket that is not its conversation. */
export function Details({ ticket }: { ticket: ShownTicket }) {
  const desk = useDesk(ticket.desk)
  return (
    <div className="flex flex-col divide-y divide-line">
      <Section title={t.ticket.properties}>
        <dl className="flex flex-col">
          <Row name={t.fields.status}>
            <StatusMenu
              place="side"
              ticket={ticket}
              trigger={
                <Value>
                  <StatusDot colour={ticket.status.colour} hollow={ticket.status.category === 'waiting'} />
                  {localised(ticket.status.label)}
                </Value>
              }
            />
          </Row>
          <Row name={t.fields.priority}>
            <PriorityMenu
              place="side"
              ticket={ticket}
              trigger={
                <Value>
                  <PriorityIcon priority={ticket.priority} />
                  {t.priority[ticket.priority]}
                </Value>
              }
            />
          </Row>
          <Row name={t.fields.assignee}>
            <AssigneePicker
              place="side"
              ticket={ticket}
              trigger={
                <Value>
                  {ticket.assignee ? <Avatar name={ticket.assignee.name} hue={ticket.assignee.avatarHue} size={16} /> : null}
                  <span className={ticket.assignee ? '' : 'text-fg-3'}>{ticket.assignee?.name ?? t.list.unassigned}</span>
                </Value>
              }
            />
          </Row>
          <Row name={t.fields.team}>
            <span className={classes('px-1.5', !ticket.team && 'text-fg-3')}>{ticket.team?.name ?? t.none}</span>
          </Row>
          <Row name={t.fields.type}>
            <TypeMenu ticket={ticket} trigger={<Value>{t.types[ticket.type]}</Value>} />
          </Row>
          <Row name={t.fields.channel}>
            <span className="px-1.5">{t.channelName(ticket.channel)}</span>
          </Row>
          {desk ? (
            <Row name={t.fields.desk}>
              <span className="px-1.5">{desk.name}</span>
            </Row>
          ) : null}
        </dl>
      </Section>
      <Section
        title={t.fields.labels}
        action={
          <LabelPicker
            place="side"
            ticket={ticket}
            trigger={
              <button
                type="button"
                aria-label={t.ticket.addLabel}
                className="flex size-6 items-center justify-center rounded-[6px] text-fg-3 hover:bg-hover hover:text-fg"
              >
                <Plus size={14} />
              </button>
            }
          />
        }
      >
        {ticket.labels.length ? (
          <div className="flex flex-wrap gap-1">
            {ticket.labels.map((label) => (
              <Chip key={label.id} hue={label.colour}>
                {label.name}
              </Chip>
            ))}
          </div>
        ) : (
          <p className="text-fg-3">{t.none}</p>
        )}
      </Section>
      <Customer ticket={ticket} />
      <Dates ticket={ticket} />
      <Links ticket={ticket} />
      <Section title={t.ticket.events}>
        <EventLog reference={ticket.reference} />
      </Section>
    </div>
  )
}

export function Section({ title, action, children }: { title: string; action?: ReactNode; children: ReactNode }) {
  return (
    <section className="px-4 py-3">
      <div className="mb-1.5 flex h-6 items-center justify-between">
        <h2 className="text-xs font-semibold text-fg-2">{title}</h2>
        {action}
      </div>
      {children}
    </section>
  )
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex min-h-7 items-center">
      <dt className="w-24 shrink-0 text-fg-3">{name}</dt>
      <dd className="flex min-w-0 flex-1">{children}</dd>
    </div>
  )
}

function Value({ children, ...rest }: { children: ReactNode }) {
  return (
    <button
      type="button"
      {...rest}
      className="flex h-7 max-w-full min-w-0 items-center gap-1.5 truncate rounded-[6px] px-1.5 transition-colors hover:bg-hover data-[popup-open]:bg-hover"
    >
      {children}
    </button>
  )
}

function Customer({ ticket }: { ticket: ShownTicket }) {
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
      <EarlierTickets ticket={ticket} />
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

function Dates({ ticket }: { ticket: ShownTicket }) {
  const dates: [string, string | null | undefined][] = [
    [t.ticket.created, ticket.createdAt],
    [t.ticket.updated, ticket.updatedAt],
    [t.ticket.firstResponse, ticket.firstResponseAt],
    [t.ticket.resolved, ticket.resolvedAt],
    [t.ticket.closesAt, ticket.closureAt],
    [t.ticket.deletedAt, ticket.deletionAt],
  ]
  return (
    <Section title={t.ticket.dates}>
      <dl>
        {dates.map(([name, at]) =>
          at ? (
            <Row key={name} name={name}>
              <When at={at} form="clock" className="px-1.5" />
            </Row>
          ) : null,
        )}
        {ticket.resolutionSeconds ? (
          <Row name={t.ticket.took}>
            <span className="tabular px-1.5">{duration(ticket.resolutionSeconds)}</span>
          </Row>
        ) : null}
        {ticket.surveyScore ? (
          <Row name={t.ticket.survey}>
            <span className="px-1.5">
              <Score score={ticket.surveyScore} />
            </span>
          </Row>
        ) : null}
      </dl>
    </Section>
  )
}

function Links({ ticket }: { ticket: ShownTicket }) {
  const links = [
    ...(ticket.mergedFrom ?? []).map(({ reference }) => ({ reference, words: t.ticket.mergedFrom })),
    ...(ticket.followUps ?? []).map(({ reference }) => ({ reference, words: t.ticket.followUp })),
  ]
  if (links.length === 0) return null
  return (
    <Section title={t.ticket.links}>
      <ul className="flex flex-col gap-1">
        {links.map((link) => (
          <li key={link.reference} className="flex items-center justify-between">
            <TicketLink reference={link.reference} />
            <span className="text-xs text-fg-3">{link.words}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
