import { type InfiniteData, useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { api } from '../../client/api.ts'
import { isProblem } from '../../client/client.ts'
import type { MailAddress, MessagePage, NewMessage, SendThen, Ticket, Upload } from '../../client/types.ts'
import { toast } from '../../ui/toast.tsx'
import { problemText } from '../data/query-client.ts'
import { useMe } from '../session/me.ts'
import { usePreferences } from '../session/preferences.ts'
import type { ShownTicket } from '../ticket/ticket-page.tsx'
import { isWordProblem } from '../texts/word-problem.ts'
import { t } from '../words/index.ts'
import type { ComposerKind } from './composer-store.ts'
import { mentionsIn } from './composed-html.ts'
import { keysByContent } from './idempotency-key.ts'
import { takeBack } from './take-back.ts'
import { offerUndo } from './undo-toast.ts'

export type Content = {
  html: string
  to: MailAddress[]
  cc: MailAddress[]
  bcc: MailAddress[]
  attachments: Upload[]
  quote: boolean
  then?: SendThen | undefined
  /** What is forwarded, if it is no answer. */
  forwardOf?: string | undefined
  /** The newest message the writer has seen, once they chose to send in spite of it. */
  seen?: string | undefined
  /** The draft it is, as it was last seen to be kept. */
  draft?: string | undefined
  /** What came to stand in that draft without being written here: a reply that came back is sent anew. */
  found?: string | undefined
  /** Its warnings were looked at. */
  confirmed?: boolean | undefined
}

/** What came while the reply was written, and what was about to be done. */
export type Stale = { messages: string[]; then: SendThen | undefined }

export function useSend(ticket: ShownTicket, kind: ComposerKind) {
  const cache = useQueryClient()
  const me = useMe()
  const { undoSendSeconds } = usePreferences()
  const [problem, setProblem] = useState<string | null>(null)
  const [checked, setChecked] = useState<Pick<Content, 'then' | 'seen'> | null>(null)
  const [stale, setStale] = useState<Stale | null>(null)
  const [keyOf] = useState(() => keysByContent<Pick<NewMessage, 'draftSeen'>>())

  // The last message that was on screen when the writing began: the server compares it with what came since.
  const seenAtStart = useRef<string | undefined>(undefined)
  seenAtStart.current ??=
    newestSeen(cache.getQueryData<InfiniteData<MessagePage>>(['messages', ticket.reference])) ?? ticket.seenMessageId ?? undefined

  const mutation = useMutation({
    meta: { showsProblem: true },
    mutationFn: ({ body, key }: { body: NewMessage; key: string }) => api.messages.add(ticket.reference, body, key),
  })

  /** @returns whether the draft stands there still, kept anew since it was first tried; null if nothing was sent */
  async function deliver(content: Content): Promise<{ draftStands: boolean } | null> {
    setProblem(null)
    const reply = kind === 'reply'
    const body = {
      kind,
      html: content.html,
      attachments: content.attachments.map((upload) => upload.id),
      fromDraft: true,
      ...(reply ? replyBody(content) : { mentions: mentionsIn(content.html) }),
      ...(content.confirmed ? { confirmWarnings: true } : {}),
    }
    const { key, along } = keyOf([body, content.found], content.draft ? { draftSeen: content.draft } : {})
    try {
      const { message, ticket: after } = await mutation.mutateAsync({ body: { ...body, ...along }, key })
      seenAtStart.current = undefined
      cache.setQueryData<Ticket>(['ticket', ticket.reference], (old) => (old && old.version > after.version ? old : after))
      for (const list of ['messages', 'actions', 'events']) void cache.invalidateQueries({ queryKey: [list, ticket.reference] })
      if (message.state === 'queued') {
        const held = { me: me.id, reference: ticket.reference, messageId: message.id }
        offerUndo(t.writing.queued, undoSendSeconds, () => void takeBack(cache, held, location.pathname.endsWith(`/${ticket.reference}`)))
      } else toast(!reply ? t.writing.noteAdded : content.forwardOf ? t.writing.forwarded : t.composer.sent)
      return { draftStands: along.draftSeen !== content.draft }
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
      return null
    }
  }

  function replyBody({ to, cc, bcc, seen, then, quote, forwardOf }: Content) {
    return {
      to,
      cc,
      bcc,
      seenMessageId: seen ?? seenAtStart.current,
      undoSeconds: undoSendSeconds,
      quote,
      ...(then ? { then } : {}),
      ...(forwardOf ? { forwardOf } : {}),
    }
  }

  return {
    deliver,
    problem,
    stale,
    dismissStale: () => setStale(null),
    /** The server would not send it without a second look: the preview says why. */
    checked,
    dismissChecked: () => setChecked(null),
    isPending: mutation.isPending,
  }
}

function newestSeen(data: InfiniteData<MessagePage> | undefined): string | undefined {
  const page = data?.pages[0]
  return page?.items[page.items.length - 1]?.id
}
