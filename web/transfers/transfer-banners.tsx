import { useQuery } from '@tanstack/react-query'
import { ArrowRightLeft, Megaphone } from 'lucide-react'
import type { Transfers } from '../../client/types.ts'
import { Button } from '../../ui/button.tsx'
import { Banner } from '../../ui/states.tsx'
import { ActionButton } from '../actions/action-button.tsx'
import { useActions } from '../actions/action-context.tsx'
import { composer } from '../composer/composer-store.ts'
import { When } from '../session/when.tsx'
import type { ShownTicket } from '../ticket/ticket-page.tsx'
import { t } from '../words/index.ts'
import { type Other, OtherTicket } from './other-ticket.tsx'
import { transferQueries } from './transfer-queries.ts'

/** Who else is at work on it, and what they want the customer to know. */
export default function TransferBanners({ ticket }: { ticket: ShownTicket }) {
  const { data } = useQuery(transferQueries.of(ticket.reference))
  const { issues = [], origins = [] } = data ?? {}
  const isWaiting = ticket.status.category === 'transferred'
  return (
    <>
      {issues.map((issue) => (issue.guide && !issue.guide.toldAt ? <Guide key={issue.id} issue={issue} guide={issue.guide} /> : null))}
      {isWaiting
        ? issues.filter(atWork).map((issue) => (
            <Banner key={issue.id} icon={<ArrowRightLeft size={15} />}>
              <OtherSide says={t.transfers.handedOn(issue.ticket.desk.name)} other={issue.ticket} title={ticket.title} />
            </Banner>
          ))
        : null}
      {origins.map(({ id, ticket: other, guide }) => (
        <Banner key={id} tall icon={<ArrowRightLeft size={15} />}>
          <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
            <div className="min-w-0">
              <OtherSide says={t.transfers.handedOnFrom(other.desk.name)} other={other} title={ticket.title} />
              {guide ? (
                <p className="text-xs">
                  {guide.toldAt ? t.transfers.told : t.transfers.asked(guide.by)} <When at={guide.toldAt ?? guide.at} form="clock" />
                </p>
              ) : null}
            </div>
            <ActionButton action="request-guide" size="sm" hideRefused />
          </div>
        </Banner>
      ))}
    </>
  )
}

/** Those that are not done, else the last that was. */
function atWork(issue: Transfers['issues'][number], _n: number, all: Transfers['issues']): boolean {
  const isOpen = ({ ticket: { gone, status } }: typeof issue) => !gone && status.category !== 'resolved' && status.category !== 'closed'
  return all.some(isOpen) ? isOpen(issue) : issue === all[0]
}

function Guide({ issue, guide }: { issue: Transfers['issues'][number]; guide: NonNullable<Transfers['issues'][number]['guide']> }) {
  const reply = useActions().find('reply')
  return (
    <Banner tall tone="amber" icon={<Megaphone size={15} />}>
      <p className="font-semibold">{t.transfers.asks(guide.by, issue.ticket.reference)}</p>
      <p dir="auto" className="scroll-quiet mt-0.5 max-h-28 overflow-y-auto text-start whitespace-pre-line wrap-anywhere">
        {guide.text}
      </p>
      <p className="mt-1.5 mb-0.5 flex flex-wrap items-center gap-1.5">
        {reply?.allowed ? (
          <Button size="sm" onClick={() => composer.open('reply')}>
            {t.transfers.answer}
          </Button>
        ) : null}
        <ActionButton action="customer-told" size="sm" kind="quiet" hideRefused />
        <span className="ml-auto text-xs">
          <When at={guide.at} form="clock" />
        </span>
      </p>
    </Banner>
  )
}

/** `title`: of the ticket on screen; the other one’s often is the same and need not be said again. */
function OtherSide({ says, other, title }: { says: string; other: Other; title: string }) {
  return (
    <span className="flex flex-wrap items-center gap-x-1.5">
      {says} <OtherTicket other={other} />
      {other.title === null || other.title === title ? null : (
        <span dir="auto" className="max-w-full min-w-0 truncate">
          {other.title}
        </span>
      )}
    </span>
  )
}
