import { lazy, Suspense, useState } from 'react'
import type { ShownTicket } from '../ticket/ticket-page.tsx'
import type { Sending } from './use-sending.ts'
import type { Words } from './use-words.ts'

const CategoryDialog = lazy(() => import('./category-dialog.tsx').then((module) => ({ default: module.CategoryDialog })))
const PreviewDialog = lazy(() => import('../texts/preview-dialog.tsx').then((module) => ({ default: module.PreviewDialog })))

type Props = { ticket: ShownTicket; words: Words; sending: Sending }

/** What is asked between the click and the sending: a category, and a second look at the words. */
export function SendQuestions({ ticket, words, sending }: Props) {
  const { then: chosen, html, lists, attached, quote, forwardOf } = words
  const { send, filing, endFiling, held, submit } = sending
  const [category, setCategory] = useState(chosen?.processingCategory ?? '')
  return (
    <>
      {filing ? (
        <Suspense>
          <CategoryDialog
            desk={ticket.desk}
            label={filing.label}
            initial={category}
            onPick={(picked) => {
              setCategory(picked)
              endFiling()
              filing.carryOn(picked)
            }}
            onClose={endFiling}
          />
        </Suspense>
      ) : null}
      {send.checked ? (
        <Suspense>
          <PreviewDialog
            on={ticket.reference}
            asked={{ kind: 'reply', html, ...lists, attachments: attached.map(({ id }) => id), quote, ...(forwardOf ? { forwardOf } : {}) }}
            busy={held}
            onClose={send.dismissChecked}
            onSend={(sure) => {
              const { then, seen } = send.checked ?? {}
              send.dismissChecked()
              void submit(then, seen, sure)
            }}
          />
        </Suspense>
      ) : null}
    </>
  )
}
