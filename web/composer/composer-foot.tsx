import type { RefObject } from 'react'
import { Button } from '../../ui/button.tsx'
import type { ShownTicket } from '../ticket/ticket-page.tsx'
import { t } from '../words/index.ts'
import type { ComposerKind } from './composer-store.ts'
import { ComposerTools } from './composer-tools.ts'
import type { DraftState } from './draft-keeper.ts'
import type { EditorHandle } from './editor-handle.ts'
import { FileButton } from './file-button.tsx'
import { SendButton } from './send-button.tsx'
import type { Sending } from './use-sending.ts'
import type { Words } from './use-words.ts'

type Props = {
  ticket: ShownTicket
  kind: ComposerKind
  words: Words
  sending: Sending
  draftState: DraftState
  editor: RefObject<EditorHandle | null>
  addFiles: (files: File[]) => void
}

/** The row below the words: what can be put in, whether they are kept, and how they leave. */
export function ComposerFoot({ ticket, kind, words, sending, draftState, editor, addFiles }: Props) {
  const { held, blocked, choices } = sending
  const { html, lists, attached, quote, forwardOf, uploads } = words
  const reply = kind === 'reply'
  return (
    <>
      <FileButton onFiles={addFiles} />
      <ComposerTools
        on={ticket.reference}
        literals={[ticket.title, ticket.contact?.name ?? '']}
        kind={kind}
        html={html}
        insert={(inserted) => (!held && editor.current?.insert(inserted)) ?? false}
        replace={(inserted) => editor.current?.replace(inserted)}
        recipients={lists}
        files={attached}
        quote={quote}
        forwardOf={forwardOf}
        addFiles={uploads.adopt}
      />
      <span role="status" className="min-w-0 flex-1 truncate px-1 text-xs text-fg-3 [&:not(:empty)]:basis-32">
        {held && reply ? t.unsaved.sending : t.composer.states[draftState]}
      </span>
      {reply ? (
        <SendButton
          choices={forwardOf ? choices.slice(0, 1) : choices}
          usual={sending.usual}
          blocked={blocked}
          busy={held}
          onSend={sending.choose}
          onNote={() => void sending.asNote()}
          onResolveInternally={sending.resolveInternally}
        />
      ) : (
        <Button kind="primary" className="ml-auto" refusal={blocked} busy={held} onClick={() => void sending.submit()}>
          {t.composer.addNote}
        </Button>
      )}
    </>
  )
}
