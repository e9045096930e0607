import type { Message } from '../../client/types.ts'
import { t } from '../words/index.ts'
import { ContentFrame } from './content-frame.tsx'
import { foldQuote } from './fold-quote.ts'
import { Linked } from './linked.tsx'

const cjk = /[぀-ヿ㐀-鿿가-힯]/

/** Plain words are shown as they are; anything with markup only inside its frame. */
export function MessageBody({ message }: { message: Message }) {
  if (message.hasHtml && message.contentUrl)
    return <ContentFrame url={message.contentUrl} title={t.conversation.contentOf(message.author.name)} />
  const { body, quote } = foldQuote(message.text, message.hasQuote)
  return (
    <div className="prose" dir="auto" data-script={cjk.test(body.slice(0, 400)) ? 'cjk' : undefined}>
      <div className="whitespace-pre-wrap">
        <Linked text={body} />
      </div>
      {quote ? (
        <details>
          <summary className="inline-flex h-6 list-none items-center rounded-[6px] bg-pressed/60 px-2 text-xs text-fg-2 hover:bg-pressed">
            {t.conversation.quoted}
          </summary>
          <div className="mt-2 border-l-2 border-line-strong pl-3 whitespace-pre-wrap text-fg-2">
            <Linked text={quote} />
          </div>
        </details>
      ) : null}
    </div>
  )
}
