import { useCallback, useRef, useState } from 'react'
import type { Draft } from '../../client/types.ts'
import type { ShownTicket } from '../ticket/ticket-page.tsx'
import { isBlank, plain, recipientsOf } from './draft-content.ts'
import type { RecipientLists } from './recipients.tsx'
import { uploadsOf, useUploads } from './uploads.tsx'
import type { KeptWords } from './use-draft.ts'

export type Words = ReturnType<typeof useWords>

/** What is being written on a ticket: words, files, and to whom they go; all of it is kept as a draft. */
export function useWords(ticket: ShownTicket, { begun, save, drop }: KeptWords) {
  const [initial] = useState(begun)
  const [html, setHtml] = useState(initial?.html ?? '')
  const [lists, setLists] = useState<RecipientLists>(() => recipientsOf(ticket, initial))
  const [quote, setQuote] = useState(initial?.quote ?? true)
  const { then, forwardOf } = initial ?? {}
  const uploads = useUploads(initial?.attachments ?? [], (done) => keep({ attachments: done }))

  // Kept outside of what is drawn: a picture that arrives changes the files and the text before either is drawn again.
  const written = useRef<Draft>({ html, ...lists, attachments: initial?.attachments ?? [], quote, then, forwardOf })
  const keep = useCallback(
    (change: Partial<Draft>) => {
      written.current = { ...written.current, ...change }
      if (isBlank(written.current)) void drop().catch(() => undefined)
      else save(written.current)
    },
    [save, drop],
  )

  const attached = uploadsOf(html, uploads.done)
  return {
    initial,
    html,
    lists,
    quote,
    /** Where the ticket was to go with the words, when they were taken back. */
    then,
    /** The message that is forwarded, if it is no answer. */
    forwardOf,
    uploads,
    attached,
    isEmpty: plain(html) === '' && attached.length === 0,
    write(next: string) {
      setHtml(next)
      keep({ html: next })
    },
    address(next: RecipientLists) {
      setLists(next)
      keep(next)
    },
    quoteBelow(next: boolean) {
      setQuote(next)
      keep({ quote: next })
    },
  }
}
