import type { Message } from '../../client/types.ts'
import { MaskedText } from '../masking/masked-text.tsx'
import { askToUnmask, selectIn } from '../masking/mask-store.ts'
import { t } from '../words/index.ts'
import { ContentFrame } from './content-frame.tsx'
import { foldQuote } from './fold-quote.ts'

/** Kana is Japanese and Hangul Korean; Han alone may be either, or Chinese. Enough of the beginning says which. */
function scriptOf(text: string): { lang?: 'ja' | 'ko'; 'data-script'?: 'cjk' } {
  const start = text.slice(0, 400)
  if (/[\u3040-\u30ff]/.test(start)) return { lang: 'ja' }
  if (/[\uac00-\ud7a3]/.test(start)) return { lang: 'ko' }
  return /[\u3400-\u9fff]/.test(start) ? { 'data-script': 'cjk' } : {}
}

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
    <div className="prose" dir="auto" {...scriptOf(body)}>
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
