import type { Message } from '../../client/types.ts'
import { MaskedText } from '../masking/masked-text.tsx'
import { askToUnmask, selectIn } from '../masking/mask-store.ts'
import { t } from '../words/index.ts'
import { ContentFrame } from './content-frame.tsx'
import { foldQuote } from './fold-quote.ts'

const cjk = /[぀-ヿ㐀-鿿가-힯]/

/** Plain words are shown as they are; anything with markup only inside its frame. */
export function MessageBody({ message }: { message: Message }) {
  if (message.hasHtml && message.contentUrl)
    return (
      <ContentFrame
        url={message.contentUrl}
        title={t.conversation.contentOf(message.author.name)}
        onSelect={(from, to, place) => selectIn(message, from, to, place)}
        onMask={(mask) => askToUnmask(message, mask)}
      />
    )
  const { text } = message
  const { body, quote } = foldQuote(text, message.hasQuote)
  const start = text.indexOf(body)
  const quoteStart = quote === null ? 0 : text.lastIndexOf(quote)
  return (
    <div className="prose" dir="auto" data-script={cjk.test(body.slice(0, 400)) ? 'cjk' : undefined}>
      <MaskedText message={message} from={start} to={start + body.length} />
      {quote ? (
        <details>
          <summary className="inline-flex h-6 list-none items-center rounded-[6px] bg-pressed/60 px-2 text-xs text-fg-2 hover:bg-pressed">
            {t.conversation.quoted}
          </summary>
          <div className="mt-2 border-l-2 border-line-strong pl-3 text-fg-2">
            <MaskedText message={message} from={quoteStart} to={quoteStart + quote.length} />
          </div>
        </details>
      ) : null}
    </div>
  )
}
