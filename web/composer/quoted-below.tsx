import { type InfiniteData, useQuery, useQueryClient } from '@tanstack/react-query'
import { Ellipsis } from 'lucide-react'
import { useState } from 'react'
import type { Message, MessagePage } from '../../client/types.ts'
import { CheckField } from '../../ui/field.tsx'
import { When } from '../session/when.tsx'
import { textQueries } from '../texts/text-queries.ts'
import { foldQuote } from '../ticket/fold-quote.ts'
import type { ShownTicket } from '../ticket/ticket-page.tsx'
import { t } from '../words/index.ts'

/** So many messages a mail quotes; the server quotes what its recipient may read. */
const quoted = 3

type Props = { ticket: ShownTicket; quote: boolean; onQuote: (quote: boolean) => void }

/** What the mail carries below the words: the signature and what was said before, folded away until somebody wants to see it. */
export function QuotedBelow({ ticket, quote, onQuote }: Props) {
  const [open, setOpen] = useState(false)
  const signature = useQuery({ ...textQueries.signature(ticket.reference), enabled: open }).data?.text ?? ''
  const cache = useQueryClient()
  const data = cache.getQueryData<InfiniteData<MessagePage>>(['messages', ticket.reference])
  const before = (data?.pages ?? [])
    .flatMap((page) => page.items)
    .filter(isQuoted)
    .sort((a, b) => Number(b.id) - Number(a.id))
    .slice(0, quoted)
  return (
    <div className="px-4 pb-1.5">
      <button
        type="button"
        aria-expanded={open}
        aria-label={open ? t.writing.hideQuote : t.writing.showQuote}
        title={open ? t.writing.hideQuote : t.writing.showQuote}
        onClick={() => setOpen(!open)}
        className="flex h-6 items-center rounded-[6px] bg-pressed/70 px-1.5 text-fg-3 hover:bg-pressed hover:text-fg"
      >
        <Ellipsis size={14} />
      </button>
      {open ? (
        <div className="mt-2 text-xs text-fg-2">
          {signature.trim() ? (
            <p className="mb-2 whitespace-pre-wrap" dir="auto">
              {`-- \n${signature.trim()}`}
            </p>
          ) : null}
          <CheckField label={t.writing.quoteIn} checked={quote} onChange={(event) => onQuote(event.target.checked)} />
          {quote ? before.map((message) => <Quoted key={message.id} message={message} />) : null}
          {quote && before.length === 0 ? <p className="text-fg-3">{t.writing.nothingQuoted}</p> : null}
        </div>
      ) : null}
    </div>
  )
}

function Quoted({ message }: { message: Message }) {
  return (
    <div className="mt-2 border-l-2 border-line-strong pl-3" dir="auto">
      <p className="text-fg-3">
        {message.author.name} · <When at={message.at} form="long" />
      </p>
      <p className="line-clamp-6 whitespace-pre-wrap">{foldQuote(message.text, message.hasQuote).body}</p>
    </div>
  )
}

function isQuoted(message: Message): boolean {
  return message.audience === 'public' && message.state === 'released' && message.kind !== 'system'
}
