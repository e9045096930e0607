import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api } from '../../client/api.ts'
import type { DevMail } from '../../client/types.ts'
import { Button } from '../../ui/button.tsx'
import { TextArea, TextField } from '../../ui/field.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { duration } from '../../ui/time.ts'
import { toast } from '../../ui/toast.tsx'
import { useMe } from '../session/me.ts'
import { PageFrame } from '../shell/page-frame.tsx'
import { language, t } from '../words/index.ts'

/** For developers: mail that went out, a way to send some in, and a clock that can be moved. */
export function DevPage() {
  const me = useMe()
  if (!me.dev) return <EmptyState title={t.dev.title} text={t.dev.off} />
  return (
    <PageFrame title={t.dev.title} text={t.dev.text}>
      <div className="scroll-quiet grid h-full gap-x-10 gap-y-8 overflow-y-auto p-4 md:grid-cols-[380px_minmax(0,1fr)] md:p-6">
        <div className="flex flex-col gap-8">
          <SendIn />
          <Clock />
        </div>
        <Captured />
      </div>
    </PageFrame>
  )
}

function SendIn() {
  const me = useMe()
  const [mail, setMail] = useState({
    from: 'yuki.tanaka@kaze.example',
    to: me.desks.find((desk) => desk.address)?.address ?? '',
    subject: 'Cannot sign in after the update',
    text: 'Hello,\n\nsince this morning I cannot sign in.\n\nYuki',
  })
  const send = useMutation({ mutationFn: () => api.dev.send(mail), onSuccess: () => toast(t.dev.sent) })
  const set = (change: Partial<typeof mail>) => setMail({ ...mail, ...change })
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        send.mutate()
      }}
    >
      <h2 className="text-base font-semibold">{t.dev.send}</h2>
      <TextField label={t.dev.from} required value={mail.from} onChange={(event) => set({ from: event.target.value })} />
      <TextField label={t.dev.to} required value={mail.to} onChange={(event) => set({ to: event.target.value })} />
      <TextField label={t.dev.subject} value={mail.subject} onChange={(event) => set({ subject: event.target.value })} />
      <TextArea label={t.dev.body} rows={6} value={mail.text} onChange={(event) => set({ text: event.target.value })} />
      <Button type="submit" kind="primary" busy={send.isPending} className="self-start">
        {t.dev.sendButton}
      </Button>
    </form>
  )
}

function Clock() {
  const cache = useQueryClient()
  const clock = useQuery({ queryKey: ['dev-clock'], queryFn: api.dev.clock })
  const offset = clock.data?.offsetSeconds ?? 0
  const move = useMutation({
    mutationFn: (seconds: number) => api.dev.setClock(seconds),
    onSuccess: () => void cache.invalidateQueries(),
  })
  return (
    <section>
      <h2 className="text-base font-semibold">{t.dev.clock}</h2>
      <p className="mt-1 text-fg-2">{offset ? t.dev.clockText(duration(offset, language)) : t.dev.clockNow}</p>
      <div className="mt-2 flex flex-wrap gap-2">
        {Object.entries(t.dev.move).map(([seconds, words]) => (
          <Button key={seconds} size="sm" busy={move.isPending} onClick={() => move.mutate(offset + Number(seconds))}>
            {words}
          </Button>
        ))}
        <Button size="sm" kind="quiet" onClick={() => move.mutate(0)}>
          {t.dev.reset}
        </Button>
      </div>
    </section>
  )
}

function Captured() {
  const mails = useQuery({ queryKey: ['dev-mail'], queryFn: api.dev.mail, refetchInterval: 3000 })
  const items = [...(mails.data?.items ?? [])].reverse()
  return (
    <section>
      <h2 className="text-base font-semibold">{t.dev.mail}</h2>
      {items.length === 0 ? <p className="mt-1 text-fg-3">{t.dev.noMail}</p> : null}
      <ul aria-label={t.dev.mail} className="mt-2 flex flex-col gap-2">
        {items.map((mail, index) => (
          <CapturedMail key={mail.id ?? items.length - index} mail={mail} />
        ))}
      </ul>
    </section>
  )
}

function CapturedMail({ mail }: { mail: DevMail }) {
  return (
    <li>
      <details className="rounded-[10px] border border-line">
        <summary className="flex flex-wrap gap-x-3 px-3 py-2 hover:bg-hover">
          <span className="min-w-0 flex-1 truncate font-semibold">{mail.subject}</span>
          <span className="text-fg-3">{[mail.to].flat().join(', ')}</span>
        </summary>
        <pre className="border-t border-line p-3 font-mono text-xs break-words whitespace-pre-wrap">{mail.raw ?? mail.text}</pre>
      </details>
    </li>
  )
}
