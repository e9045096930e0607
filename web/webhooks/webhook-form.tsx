import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ArrowLeft } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../client/api.ts'
import type { ChangedWebhook, NewWebhook as Made, Webhook } from '../../client/types.ts'
import { toast } from '../../ui/toast.tsx'
import { Panel } from '../settings/desk/panel.tsx'
import { SaveBar } from '../settings/desk/save-bar.tsx'
import { useSaying } from '../settings/log/say-value.ts'
import { TheirChanges } from '../settings/their-changes.tsx'
import { useVersioned } from '../settings/use-versioned.ts'
import { t } from '../words/index.ts'
import { bodyOf, formOf, type WebhookForm, WebhookFields } from './webhook-fields.tsx'

const words = t.hooks

export function BackButton({ onBack }: { onBack: () => void }) {
  return (
    <button type="button" onClick={onBack} className="mb-3 -ml-1 flex h-7 items-center gap-1.5 rounded-[6px] px-1 text-fg-2 hover:bg-hover">
      <ArrowLeft size={15} />
      {words.back}
    </button>
  )
}

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
      <BackButton onBack={onBack} />
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
