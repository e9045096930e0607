import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { api } from '../../client/api.ts'
import type { InfoResult, InfoSourceBrief } from '../../client/types.ts'
import { may, useMe } from '../session/me.ts'
import type { ShownTicket } from '../ticket/ticket-page.tsx'
import { t } from '../words/index.ts'
import { InfoCard } from './info-card.tsx'
import { useTicketSources } from './info-sources.ts'

/** Whoever leafs through tickets asks nobody about those they only pass. */
const restMs = 350

/** What other systems know about the customer, each by itself: a slow one keeps no other from being read. */
export default function CustomerInfoTool({ ticket }: { ticket: ShownTicket }) {
  const me = useMe()
  const sources = useTicketSources(ticket.desk) ?? []
  if (sources.length === 0) {
    return (
      <p className="text-fg-3">
        {t.info.none}{' '}
        {may(me, 'settings.manage') ? (
          <Link
            to="/settings/{-$section}"
            params={{ section: 'customer-information' }}
            className="rounded-[6px] font-semibold whitespace-nowrap text-accent-text hover:underline"
          >
            {t.info.setUp}
          </Link>
        ) : null}
      </p>
    )
  }
  if (!ticket.contact) return <p className="text-fg-3">{t.info.noContact}</p>
  return (
    <div className="-mx-1 flex flex-col gap-2">
      {sources.map((source) => (
        <Source key={source.id} source={source} ticket={ticket} />
      ))}
    </div>
  )
}

function Source({ source, ticket }: { source: InfoSourceBrief; ticket: ShownTicket }) {
  const cache = useQueryClient()
  const rested = useRested()
  const queryKey = ['info', ticket.reference, ticket.contact?.id, source.id]
  const ask = async (refresh: boolean): Promise<InfoResult> => {
    const { items } = await api.customerInfo.ofTicket(ticket.reference, source.id, refresh)
    return items[0] as InfoResult
  }
  const asked = useQuery({ queryKey, queryFn: () => ask(false), enabled: rested, staleTime: 60_000, gcTime: 60_000, retry: false })
  const again = () => void cache.fetchQuery({ queryKey, queryFn: () => ask(true), staleTime: 0, retry: false }).catch(() => undefined)
  return <InfoCard name={source.name} asked={asked} onAgain={again} />
}

function useRested(): boolean {
  const [rested, setRested] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setRested(true), restMs)
    return () => clearTimeout(timer)
  }, [])
  return rested
}
