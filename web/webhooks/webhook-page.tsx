import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { api } from '../../client/api.ts'
import type { Webhook } from '../../client/types.ts'
import { Button } from '../../ui/button.tsx'
import { problemText } from '../data/query-client.ts'
import { When } from '../session/when.tsx'
import { BackButton } from '../settings/back-button.tsx'
import { useTwice } from '../settings/use-twice.ts'
import { t } from '../words/index.ts'
import { Deliveries } from './deliveries.tsx'
import { outcomeText } from './outcome-text.ts'
import { SecretOnce } from './secret-once.tsx'
import { EditWebhook } from './webhook-form.tsx'
import { StateChip } from './webhooks-section.tsx'

const words = t.hooks
type Props = { webhook: Webhook; secret: string | null; onSecret: (secret: string | null) => void; onBack: () => void }

/** One webhook: how it fares, what it is told, and what was sent. */
export function WebhookPage({ webhook, secret, onSecret, onBack }: Props) {
  const cache = useQueryClient()
  const moved = useRef(false)
  const refresh = () => {
    for (const key of ['webhooks', 'webhook-deliveries', 'settings-log']) void cache.invalidateQueries({ queryKey: [key] })
  }
  const test = useMutation({ meta: { showsProblem: true }, mutationFn: () => api.webhooks.test(webhook.id), onSettled: refresh })
  const toggle = useMutation({ mutationFn: () => api.webhooks.switch(webhook.id, !webhook.enabled), onSuccess: refresh })
  const rotate = useMutation({
    mutationFn: () => api.webhooks.rotate(webhook.id),
    onSuccess: (made) => {
      moved.current = false
      onSecret(made.secret)
      refresh()
    },
  })
  const drop = useMutation({
    mutationFn: () => api.webhooks.drop(webhook.id),
    onSuccess: () => {
      onBack()
      refresh()
    },
  })
  const rotating = useTwice(() => rotate.mutate())
  const removing = useTwice(() => drop.mutate())
  const arrived = test.data?.state === 'delivered'
  return (
    <div className="flex flex-col">
      <BackButton onBack={onBack}>{words.back}</BackButton>
      {secret ? <SecretOnce secret={secret} text={moved.current ? words.secretMoved : words.secretOnce} /> : null}
      {webhook.disabledWhy ? (
        <p className="mb-4 rounded-[10px] bg-amber-fill px-4 py-3 text-amber-text">
          {words.why[webhook.disabledWhy]} {webhook.disabledAt ? <When at={webhook.disabledAt} form="long" /> : null}
        </p>
      ) : webhook.failingSince ? (
        <p className="mb-4 rounded-[10px] bg-amber-fill px-4 py-3 text-amber-text">
          {words.failing} <When at={webhook.failingSince} form="long" />
        </p>
      ) : null}
      <div className="mb-6 flex flex-wrap items-center gap-2">
        <StateChip webhook={webhook} />
        {webhook.waiting ? <span className="text-xs text-fg-3">{words.waiting(webhook.waiting)}</span> : null}
        {webhook.formerSecretUntil ? (
          <span className="text-xs text-fg-3">
            {words.formerUntil} <When at={webhook.formerSecretUntil} form="long" />
          </span>
        ) : null}
        <span className="flex-1" />
        <Button busy={test.isPending} onClick={() => test.mutate()}>
          {words.test}
        </Button>
        <Button busy={toggle.isPending} onClick={() => toggle.mutate()}>
          {webhook.enabled ? words.switchOff : words.switchOn}
        </Button>
        <Button title={words.rotateHint} kind={rotating.asking ? 'danger' : 'secondary'} busy={rotate.isPending} onClick={rotating.press}>
          {rotating.asking ? t.settings.sure : words.rotate}
        </Button>
        <Button kind={removing.asking ? 'danger' : 'quiet'} busy={drop.isPending} onClick={removing.press}>
          {removing.asking ? t.settings.sure : words.remove}
        </Button>
        <p role="status" className={arrived ? 'w-full text-green-text' : 'w-full text-red-text empty:hidden'}>
          {test.isPending
            ? null
            : test.error
              ? problemText(test.error)
              : test.data
                ? arrived
                  ? words.testOk(test.data.lastMs ?? 0)
                  : outcomeText(test.data)
                : null}
        </p>
      </div>
      <EditWebhook
        webhook={webhook}
        onSecret={(next) => {
          moved.current = true
          onSecret(next)
        }}
      />
      <Deliveries webhook={webhook.id} />
    </div>
  )
}
