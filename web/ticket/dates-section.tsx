import { duration } from '../../ui/time.ts'
import { When } from '../session/when.tsx'
import { language, t } from '../words/index.ts'
import { Row, Section } from './details-parts.tsx'
import { Score } from './resolution.tsx'
import type { ShownTicket } from './ticket-page.tsx'

export function DatesSection({ ticket }: { ticket: ShownTicket }) {
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
            <span className="tabular px-1.5">{duration(ticket.resolutionSeconds, language)}</span>
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
