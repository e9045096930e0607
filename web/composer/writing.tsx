import { Forward } from 'lucide-react'
import { lazy, Suspense, useRef } from 'react'
import type { ShownTicket } from '../ticket/ticket-page.tsx'
import { t } from '../words/index.ts'
import { CollisionLine } from './collision-line.tsx'
import { ComposerFoot } from './composer-foot.tsx'
import { type ComposerKind, composer, useComposer } from './composer-store.ts'
import { DropZone } from './drop-zone.tsx'
import type { EditorHandle } from './editor-handle.ts'
import { loadEditor } from './load-editor.ts'
import { QuotedBelow } from './quoted-below.tsx'
import { Recipients } from './recipients.tsx'
import { useReplyToAll } from './reply-all.ts'
import { SendQuestions } from './send-questions.tsx'
import { StaleBlock } from './stale-block.tsx'
import { typing } from './typing.ts'
import { UploadList } from './uploads.tsx'
import type { KeptWords } from './use-draft.ts'
import { useMentionable } from './use-mentionable.ts'
import { useSending } from './use-sending.ts'
import { useWords } from './use-words.ts'

const Editor = lazy(loadEditor)

type Props = { ticket: ShownTicket; kind: ComposerKind; draft: KeptWords }

/** The open text box with all that belongs to it, for a reply or a note whose draft is known. */
export function Writing({ ticket, kind, draft }: Props) {
  const { focus } = useComposer()
  const editor = useRef<EditorHandle>(null)
  const words = useWords(ticket, draft)
  const sending = useSending(ticket, kind, words, draft)
  const everybody = useReplyToAll(ticket, words.lists)
  const findPeople = useMentionable(ticket.reference)
  const { initial, lists, forwardOf, uploads } = words
  const { send, held } = sending
  const reply = kind === 'reply'
  const addFiles = held ? () => undefined : uploads.add

  return (
    <DropZone label={reply ? t.composer.reply : t.composer.note} onFiles={addFiles}>
      <CollisionLine ticket={ticket} />
      {send.stale ? (
        <StaleBlock
          ticket={ticket}
          messages={send.stale.messages}
          onClose={() => {
            send.dismissStale()
            editor.current?.focus()
          }}
          onSendAnyway={() => {
            const { then, messages } = send.stale ?? { messages: [] }
            send.dismissStale()
            void sending.submit(then, messages[messages.length - 1])
          }}
        />
      ) : null}
      {forwardOf ? (
        <p className="flex items-center gap-1.5 px-4 pt-1 text-xs text-fg-2">
          <Forward size={13} className="shrink-0" />
          {t.writing.forwardHint}
        </p>
      ) : null}
      {reply ? (
        <fieldset disabled={held} className="contents">
          <Recipients
            lists={lists}
            onChange={words.address}
            everybody={forwardOf ? null : everybody}
            focus={forwardOf !== undefined && initial?.to?.length === 0}
          />
        </fieldset>
      ) : null}
      <fieldset disabled={held} className="contents">
        <UploadList uploads={uploads} />
      </fieldset>
      {send.problem ? (
        <p role="alert" className="px-4 pt-1 text-red-text">
          {send.problem} {t.composer.kept}
        </p>
      ) : null}
      <Suspense fallback={<EditorSpace />}>
        <Editor
          ref={editor}
          focus={forwardOf && lists.to.length === 0 ? 0 : focus}
          initial={initial?.html ?? ''}
          label={reply ? t.composer.replyLabel : t.composer.noteLabel}
          placeholder={reply ? t.composer.replyPlaceholder : t.composer.notePlaceholder}
          onChange={(next) => {
            typing.touch(ticket.reference)
            words.write(next)
          }}
          held={held}
          onFiles={addFiles}
          onPicture={held ? async () => null : uploads.addPicture}
          findPeople={reply ? undefined : findPeople}
          onSend={sending.byKeys}
          onEscape={() => composer.close()}
          foot={reply && !forwardOf ? <QuotedBelow ticket={ticket} quote={words.quote} onQuote={words.quoteBelow} /> : null}
        >
          <ComposerFoot
            ticket={ticket}
            kind={kind}
            words={words}
            sending={sending}
            draftState={draft.state}
            editor={editor}
            addFiles={addFiles}
          />
        </Editor>
      </Suspense>
      <SendQuestions ticket={ticket} words={words} sending={sending} />
    </DropZone>
  )
}

export function EditorSpace() {
  return <div className="h-[108px]" aria-hidden="true" />
}
