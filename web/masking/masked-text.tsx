import { Fragment } from 'react'
import type { Message } from '../../client/types.ts'
import { Linked } from '../ticket/linked.tsx'
import { t } from '../words/index.ts'
import { masking } from './mask-store.ts'

/** A stretch of a message’s text, in which masked words are bars that can be asked for what stands behind them. */
export function MaskedText({ message, from, to }: { message: Message; from: number; to: number }) {
  const pieces: { from: number; to: number; mask?: string }[] = []
  let read = from
  for (const mask of message.masks) {
    const start = Math.max(mask.from, read)
    const end = Math.min(mask.to, to)
    if (end <= start) continue
    if (start > read) pieces.push({ from: read, to: start })
    pieces.push({ from: start, to: end, mask: mask.id })
    read = end
  }
  if (read < to) pieces.push({ from: read, to })
  return (
    <div className="whitespace-pre-wrap" data-words={message.id} data-from={from}>
      {pieces.map((piece) => {
        const words = message.text.slice(piece.from, piece.to)
        const { mask } = piece
        return (
          <Fragment key={piece.from}>
            {mask === undefined ? (
              <Linked text={words} />
            ) : (
              <span
                role="button"
                tabIndex={0}
                aria-label={t.masking.masked}
                title={t.masking.masked}
                className="cursor-pointer rounded-[3px] bg-fg-2 px-0.5 text-surface hover:bg-accent focus-visible:bg-accent"
                onClick={() => getSelection()?.isCollapsed !== false && masking.set({ kind: 'unmask', message, mask })}
                onKeyDown={(event) => {
                  if (event.key !== 'Enter' && event.key !== ' ') return
                  event.preventDefault()
                  masking.set({ kind: 'unmask', message, mask })
                }}
              >
                {words}
              </span>
            )}
          </Fragment>
        )
      })}
    </div>
  )
}
