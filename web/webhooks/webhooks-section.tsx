import { useQuery } from '@tanstack/react-query'
import { ChevronRight, Webhook as WebhookIcon } from 'lucide-react'
import { useState } from 'react'
import type { Webhook } from '../../client/types.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/marks.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { queries } from '../data/queries.ts'
import { When } from '../session/when.tsx'
import { Loaded, Rows, SectionHead } from '../settings/section.tsx'
import { t } from '../words/index.ts'
import { NewWebhook } from './webhook-form.tsx'
import { WebhookPage } from './webhook-page.tsx'

const words = t.hooks

/** Who is told what happens, and how that goes. */
export default function WebhooksSection() {
  const webhooks = useQuery(queries.webhooks())
  const [open, setOpen] = useState<string | null>(null)
  const [secret, setSecret] = useState<string | null>(null)
  const shown = webhooks.data?.items.find(({ id }) => id === open)
  const back = () => {
    setOpen(null)
    setSecret(null)
  }
  if (shown) return <WebhookPage key={shown.id} webhook={shown} secret={secret} onSecret={setSecret} onBack={back} />
  if (open === 'new')
    return (
      <NewWebhook
        onBack={back}
        onMade={(made) => {
          setSecret(made.secret)
          setOpen(made.id)
        }}
      />
    )
  return (
    <section>
      <SectionHead title={words.title} text={words.text}>
        <Button onClick={() => setOpen('new')}>{words.add}</Button>
      </SectionHead>
      <Loaded query={webhooks}>
        {({ items }) =>
          items.length ? (
            <Rows label={words.title}>
              {items.map((webhook) => (
                <WebhookRow key={webhook.id} webhook={webhook} onOpen={() => setOpen(webhook.id)} />
              ))}
            </Rows>
          ) : (
            <EmptyState icon={<WebhookIcon size={18} />} title={words.empty} text={words.emptyText} />
          )
        }
      </Loaded>
    </section>
  )
}

function WebhookRow({ webhook, onOpen }: { webhook: Webhook; onOpen: () => void }) {
  return (
    <li>
      <button
        type="button"
        onClick={onOpen}
        className="flex min-h-14 w-full flex-wrap items-center gap-x-3 px-3 py-2 text-left hover:bg-hover"
      >
        <span className="min-w-0 flex-1 basis-40">
          <bdi className="block truncate font-semibold">{webhook.name}</bdi>
          <span className="block truncate text-xs text-fg-3" title={webhook.url}>
            {webhook.url}
          </span>
        </span>
        <span className="text-xs text-fg-3">
          {webhook.lastDeliveredAt ? (
            <>
              {words.lastDelivered} <When at={webhook.lastDeliveredAt} form="long" />
            </>
          ) : (
            words.never
          )}
        </span>
        <StateChip webhook={webhook} />
        <ChevronRight size={16} className="shrink-0 text-fg-3" />
      </button>
    </li>
  )
}

export function StateChip({ webhook }: { webhook: Webhook }) {
  if (!webhook.enabled) return <Chip hue={webhook.disabledWhy === 'by_hand' ? 'grey' : 'red'}>{words.off}</Chip>
  return <Chip hue={webhook.failingSince ? 'orange' : 'green'}>{words.on}</Chip>
}
