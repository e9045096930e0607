import { useMutation } from '@tanstack/react-query'
import { AlarmClock, Archive, CalendarX, CornerDownRight, Eye, GitMerge, ShieldAlert, Trash2 } from 'lucide-react'
import { lazy, type ReactNode, Suspense } from 'react'
import { api } from '../../client/api.ts'
import type { Bucket } from '../../client/types.ts'
import { Banner, type Tone } from '../../ui/states.tsx'
import { ActionButton } from '../actions/action-button.tsx'
import { useMe } from '../session/me.ts'
import { When } from '../session/when.tsx'
import { namesOf, t } from '../words/index.ts'
import { TicketLink } from './ticket-link.tsx'
import type { ShownTicket } from './ticket-page.tsx'

const TransferBanners = lazy(() => import('../transfers/transfer-banners.tsx'))

const aside: Partial<Record<Bucket, { tone: Tone; icon: ReactNode; action: string }>> = {
  snoozed: { tone: 'info', icon: <AlarmClock size={15} />, action: 'unsnooze' },
  spam: { tone: 'red', icon: <ShieldAlert size={15} />, action: 'not-spam' },
  trash: { tone: 'red', icon: <Trash2 size={15} />, action: 'restore' },
  archived: { tone: 'info', icon: <Archive size={15} />, action: 'unarchive' },
}

/** What is out of the ordinary about this ticket, one line each, above the conversation. */
export function TicketBanners({ ticket }: { ticket: ShownTicket }) {
  const me = useMe()
  const place = aside[ticket.bucket]
  const others = ticket.viewers.filter((viewer) => viewer.id !== me.id)
  const typing = others.filter((viewer) => (viewer as { typing?: boolean }).typing)

  return (
    <div className="shrink-0 divide-y divide-surface empty:hidden">
      {others.length ? (
        <Banner tone="amber" icon={<Eye size={15} />}>
          <span role="status">
            {typing.length ? t.ticket.isWriting(namesOf(typing)) : t.ticket.hasOpen(namesOf(others), others.length)}
          </span>
        </Banner>
      ) : null}
      {ticket.inTransfer ? (
        <Suspense>
          <TransferBanners ticket={ticket} />
        </Suspense>
      ) : null}
      {ticket.mergedInto ? (
        <Banner icon={<GitMerge size={15} />}>
          {t.ticket.mergedInto} <TicketLink reference={ticket.mergedInto.reference} />
        </Banner>
      ) : null}
      {place ? (
        <Banner tone={place.tone} icon={place.icon} action={<ActionButton action={place.action} size="sm" kind="quiet" hideRefused />}>
          {ticket.bucket === 'snoozed' && ticket.snoozedUntil ? (
            <>
              {t.ticket.snoozedUntil} <When at={ticket.snoozedUntil} form="clock" />
            </>
          ) : (
            t.ticket.inBucket[ticket.bucket]
          )}
        </Banner>
      ) : null}
      {ticket.closureAt ? (
        <Banner icon={<CalendarX size={15} />} action={<ActionButton action="cancel-closure" size="sm" kind="quiet" hideRefused />}>
          {t.ticket.closes} <When at={ticket.closureAt} form="clock" />
        </Banner>
      ) : null}
      {ticket.deletionAt ? (
        <Banner
          tone="red"
          icon={<CalendarX size={15} />}
          action={<ActionButton action="cancel-deletion" size="sm" kind="quiet" hideRefused />}
        >
          {t.ticket.isDeleted} <When at={ticket.deletionAt} form="clock" />
        </Banner>
      ) : null}
      {ticket.possiblyBelongsTo ? <PossiblyBelongs ticket={ticket} to={ticket.possiblyBelongsTo.reference} /> : null}
      {ticket.followUpOf ? (
        <Banner icon={<CornerDownRight size={15} />}>
          {t.ticket.followUpOf} <TicketLink reference={ticket.followUpOf.reference} />
        </Banner>
      ) : null}
    </div>
  )
}

function PossiblyBelongs({ ticket, to }: { ticket: ShownTicket; to: string }) {
  const move = useMutation({
    mutationFn: async () => {
      const { items } = await api.messages.list(ticket.reference)
      const first = items.find((message) => message.kind === 'customer')
      if (first) await api.messages.move(ticket.reference, first.id, to)
    },
  })
  return (
    <Banner
      tone="amber"
      icon={<CornerDownRight size={15} />}
      action={
        <button
          type="button"
          disabled={move.isPending}
          onClick={() => move.mutate()}
          className="h-6 shrink-0 rounded-[6px] px-2 font-semibold hover:bg-hover"
        >
          {t.ticket.moveThere}
        </button>
      }
    >
      {t.ticket.possiblyBelongs} <TicketLink reference={to} />
    </Banner>
  )
}
