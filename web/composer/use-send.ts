import { type InfiniteData, useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { api } from '../../client/api.ts'
import { isProblem } from '../../client/client.ts'
import type { MailAddress, MessagePage, NewMessage, Ticket, Upload } from '../../client/types.ts'
import { toast } from '../../ui/toast.tsx'
import { useActions } from '../actions/action-context.tsx'
import { problemText } from '../data/query-client.ts'
import { setPreferences, usePreferences } from '../session/preferences.ts'
import type { ShownTicket } from '../ticket/ticket-page.tsx'
import { isWordProblem } from '../texts/word-problem.ts'
import { localised, t } from '../words/index.ts'
import type { ComposerKind } from './composer-store.ts'
import { idempotencyKey } from './idempotency-key.ts'

type Content = {
  html: string
  to: MailAddress[]
  cc: MailAddress[]
  bcc: MailAddress[]
  attachments: Upload[]
  then?: string | undefined
  /** The newest message the writer has seen, once they chose to send in spite of it. */
  seen?: string | undefined
  /** Its warnings were looked at. */
  confirmed?: boolean | undefined
}

type Stale = { messages: string[]; then: string | undefined }

export function useSend(ticket: ShownTicket, kind: ComposerKind) {
  const cache = useQueryClient()
  const { find } = useActions()
  const { sendThen } = usePreferences()
  const [problem, setProblem] = useState<string | null>(null)
  const [checked, setChecked] = useState<Pick<Content, 'then' | 'seen'> | null>(null)
  const [stale, setStale] = useState<Stale | null>(null)
  const attempt = useRef<{ body: string; key: string } | null>(null)

  // The last message that was on screen when the writing began: the server compares it with what came since.
  const seenAtStart = useRef<string | undefined>(undefined)
  seenAtStart.current ??=
    newestSeen(cache.getQueryData<InfiniteData<MessagePage>>(['messages', ticket.reference])) ?? ticket.seenMessageId ?? undefined

  const mutation = useMutation({
    meta: { showsProblem: true },
    mutationFn: (body: NewMessage) => {
      // The same words sent twice because an answer was lost are one message: the key changes only with the content.
      const text = JSON.stringify(body)
      if (attempt.current?.body !== text) attempt.current = { body: text, key: idempotencyKey() }
      return api.messages.add(ticket.reference, body, attempt.current.key)
    },
  })

  async function deliver(content: Content): Promise<boolean> {
    setProblem(null)
    const reply = kind === 'reply'
    try {
      const answer = await mutation.mutateAsync({
        kind,
        html: content.html,
        attachments: content.attachments.map((upload) => upload.id),
        ...(reply ? { to: content.to, cc: content.cc, bcc: content.bcc, seenMessageId: content.seen ?? seenAtStart.current } : {}),
        ...(content.confirmed ? { confirmWarnings: true } : {}),
        ...(content.then ? { then: { action: 'status', to: content.then } } : {}),
      })
      seenAtStart.current = undefined
      cache.setQueryData<Ticket>(['ticket', ticket.reference], (old) => (old && old.version > answer.ticket.version ? old : answer.ticket))
      for (const key of ['messages', 'actions', 'events']) void cache.invalidateQueries({ queryKey: [key, ticket.reference] })
      if (reply) {
        setPreferences({ sendThen: { ...sendThen, [ticket.desk]: content.then ?? '' } })
        toast(content.then ? t.composer.sentAnd(localised(answer.ticket.status.label)) : t.composer.sent)
      }
      return true
    } catch (error) {
      if (isProblem(error, 'stale_reply')) {
        const messages = Array.isArray(error.extra.newMessages) ? (error.extra.newMessages as string[]) : []
        await cache.invalidateQueries({ queryKey: ['messages', ticket.reference] })
        setStale({ messages, then: content.then })
      } else if (isWordProblem(error)) setChecked({ then: content.then, seen: content.seen })
      else {
        setProblem(problemText(error))
        void cache.invalidateQueries({ queryKey: ['actions', ticket.reference] })
      }
      return false
    }
  }

  const usual = sendThen[ticket.desk]
  return {
    deliver,
    problem,
    stale,
    dismissStale: () => setStale(null),
    /** The server would not send it without a second look: the preview says why. */
    checked,
    dismissChecked: () => setChecked(null),
    isPending: mutation.isPending,
    usual: usual && find('status', usual)?.allowed ? usual : undefined,
  }
}

function newestSeen(data: InfiniteData<MessagePage> | undefined): string | undefined {
  const page = data?.pages[0]
  return page?.items[page.items.length - 1]?.id
}
