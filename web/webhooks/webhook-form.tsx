import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../client/api.ts'
import type { ChangedWebhook, NewWebhook as Made, Webhook } from '../../client/types.ts'
import { toast } from '../../ui/toast.tsx'
import { BackButton } from '../settings/back-button.tsx'
import { Panel } from '../settings/desk/panel.tsx'
import { SaveBar } from '../settings/desk/save-bar.tsx'
import { useSaying } from '../settings/log/say-value.ts'
import { TheirChanges } from '../editing/their-changes.tsx'
import { useVersioned } from '../editing/use-versioned.ts'
import { t } from '../words/index.ts'
import { bodyOf, formOf, type WebhookForm, WebhookFields } from './webhook-fields.tsx'

const words = t.hooks

export function NewWebhook({ onBack, onMade }: { onBack: () => void; onMade: (made: Made) => void }) {
  const cache = useQueryClient()
  const [form, setForm] = useState(() => formOf(null))
  const add = useMutation({
    meta: { showsProblem: true },
    mutationFn: () => api.webhooks.add({ ...form, ...bodyOf(form), headers: bodyOf(form).headers ?? {} }),
    onSuccess: async (made) => {
      await cache.invalidateQueries({ queryKey: ['webhooks'] })
      onMade(made)
    },
  })
  return (
    <>
      <BackButton onBack={onBack}>{words.back}</BackButton>
      <Panel title={words.add} onSubmit={() => add.mutate()}>
        <WebhookFields form={form} kept={[]} onChange={(change) => setForm({ ...form, ...change })} />
        <SaveBar button={words.add} busy={add.isPending} error={add.error} />
      </Panel>
    </>
  )
}

const labels: Record<keyof WebhookForm, string> = {
  name: t.fields.name,
  url: words.url,
  types: words.events,
  desks: words.desks,
  headers: words.headers,
}

export function EditWebhook({ webhook, onSecret }: { webhook: Webhook; onSecret: (secret: string) => void }) {
  const cache = useQueryClient()
  const say = useSaying()
  const edit = useVersioned<WebhookForm, Webhook>({
    saved: webhook,
    formOf,
    save: async (changes, expectedVersion) => {
      const saved: ChangedWebhook = await api.webhooks.change(webhook.id, { ...bodyOf(changes), expectedVersion })
      if (saved.secret) onSecret(saved.secret)
      return saved
    },
    read: () => api.webhooks.get(webhook.id),
    subject: { subject: 'webhook', subjectId: webhook.id },
    onSaved: () => {
      for (const key of ['webhooks', 'settings-log']) void cache.invalidateQueries({ queryKey: [key] })
      toast(t.saved)
    },
  })
  return (
    <Panel title={webhook.name} onSubmit={edit.submit}>
      {edit.theirs ? (
        <TheirChanges
          theirs={edit.theirs}
          label={(key) => labels[key]}
          say={(key, values) =>
            key === 'types' && !values.types ? words.allEvents : key === 'desks' && !values.desks ? words.allDesks : say(key, values[key])
          }
          onTake={edit.takeTheirs}
        />
      ) : null}
      <WebhookFields form={edit.form} kept={webhook.headers} onChange={edit.set} />
      <SaveBar button={t.save} busy={edit.busy} error={edit.error} isChanged={edit.isChanged} />
    </Panel>
  )
}
