import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { RotateCw } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../client/api.ts'
import type { WebhookDelivery } from '../../client/types.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Chip } from '../../ui/marks.tsx'
import { toast } from '../../ui/toast.tsx'
import { queries } from '../data/queries.ts'
import { When } from '../session/when.tsx'
import { Loaded, SectionHead } from '../settings/section.tsx'
import { t } from '../words/index.ts'
import { outcomeText } from './outcome-text.ts'

const words = t.hooks
const hues: Record<WebhookDelivery['state'], string> = { waiting: 'amber', sending: 'blue', delivered: 'green', failed: 'red' }

/** What was sent, with how it went, and a way to send it again. */
export function Deliveries({ webhook }: { webhook: string }) {
  const [state, setState] = useState('')
  const list = useInfiniteQuery({ ...queries.webhookDeliveries(webhook, state || undefined), refetchInterval: 5_000 })
  return (
    <section className="mt-8">
      <SectionHead title={words.deliveries} text={words.deliveriesText}>
        <select aria-label={words.deliveries} value={state} onChange={(event) => setState(event.target.value)} className="field w-36 pr-7">
          <option value="">{words.anyState}</option>
          {Object.entries(words.states).map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </SectionHead>
      <Loaded query={list}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items)
          if (items.length === 0) return <p className="text-fg-3">{words.noDeliveries}</p>
          return (
            <>
              <ul aria-label={words.deliveries} className="divide-y divide-line rounded-[10px] border border-line">
                {items.map((delivery) => (
                  <DeliveryRow key={delivery.id} webhook={webhook} delivery={delivery} />
                ))}
              </ul>
              {list.hasNextPage ? (
                <div className="mt-3 flex justify-center">
                  <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                    {t.log.more}
                  </Button>
                </div>
              ) : null}
            </>
          )
        }}
      </Loaded>
    </section>
  )
}

function DeliveryRow({ webhook, delivery }: { webhook: string; delivery: WebhookDelivery }) {
  const cache = useQueryClient()
  const resend = useMutation({
    mutationFn: () => api.webhooks.resend(webhook, delivery.id),
    onSuccess: () => {
      toast(words.resent)
      for (const key of ['webhooks', 'webhook-deliveries']) void cache.invalidateQueries({ queryKey: [key] })
    },
  })
  const outcome = delivery.state === 'delivered' ? null : outcomeText(delivery)
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2">
      <span className="min-w-0 flex-1 basis-56">
        <span className="flex flex-wrap items-baseline gap-x-2">
          <code className="font-mono text-xs break-all">{delivery.type === 'webhook.test' ? words.testEvent : delivery.type}</code>
          {delivery.ticket ? (
            <Link
              to="/tickets/$reference"
              params={{ reference: delivery.ticket }}
              className="font-mono text-xs text-accent-text hover:underline"
            >
              {delivery.ticket}
            </Link>
          ) : null}
        </span>
        <span className="block text-xs text-fg-3">
          <When at={delivery.createdAt} form="long" /> · {words.attempts(delivery.attempts)}
          {delivery.lastMs === null ? null : ` · ${delivery.lastMs} ms`}
          {delivery.nextAttemptAt ? (
            <>
              {` · ${words.next} `}
              <When at={delivery.nextAttemptAt} form="clock" />
            </>
          ) : null}
        </span>
        {outcome ? <span className="block text-xs text-fg-2">{outcome}</span> : null}
      </span>
      <Chip hue={hues[delivery.state]}>{words.states[delivery.state]}</Chip>
      {delivery.state === 'sending' ? null : (
        <IconButton label={words.resend} disabled={resend.isPending} onClick={() => resend.mutate()}>
          <RotateCw size={14} />
        </IconButton>
      )}
    </li>
  )
}
