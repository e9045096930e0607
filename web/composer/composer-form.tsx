import { ChevronDown, Hand, Paperclip } from 'lucide-react'
import { type DragEvent, lazy, type ReactNode, Suspense, useCallback, useRef, useState } from 'react'
import type { Draft } from '../../client/types.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import { toast } from '../../ui/toast.tsx'
import { ActionButton } from '../actions/action-button.tsx'
import { useMe } from '../session/me.ts'
import type { ShownTicket } from '../ticket/ticket-page.tsx'
import { t } from '../words/index.ts'
import { type ComposerKind, composer, useComposer } from './composer-store.ts'
import { composerTools } from './composer-tools.ts'
import { isBlank, plain, recipientsOf } from './draft-content.ts'
import type { EditorHandle } from './editor-handle.ts'
import { loadEditor } from './load-editor.ts'
import { type RecipientLists, Recipients } from './recipients.tsx'
import { SendButton } from './send-button.tsx'
import { StaleDialog } from './stale-dialog.tsx'
import { typing } from './typing.ts'
import { UploadList, useUploads } from './uploads.tsx'
import { useDraft } from './use-draft.ts'
import { useSend } from './use-send.ts'

const Editor = lazy(loadEditor)

type Props = { ticket: ShownTicket; kind: ComposerKind; refusal: string | undefined; tabs: ReactNode }

export function ComposerForm({ ticket, kind, refusal, tabs }: Props) {
  const me = useMe()
  const draft = useDraft(me.id, ticket.reference, kind)
  return (
    <>
      <div className="flex items-center gap-1 px-2 pt-1.5">
        {tabs}
        <span className="ml-auto" />
        {ticket.assignee ? null : <ActionButton action="take" size="sm" kind="quiet" icon={<Hand size={14} />} hideRefused />}
        <IconButton label={t.composer.close} onClick={() => composer.close()}>
          <ChevronDown size={16} />
        </IconButton>
      </div>
      {refusal ? (
        <div className="flex flex-wrap items-center gap-3 px-4 pt-1 pb-4" role="status">
          <p className="min-w-0 flex-1 text-fg-2">{refusal}</p>
          <ActionButton action="reopen" size="sm" hideRefused />
        </div>
      ) : draft.state === 'loading' ? (
        <EditorSpace />
      ) : (
        <Writing ticket={ticket} kind={kind} draft={draft} />
      )}
    </>
  )
}

function Writing({ ticket, kind, draft }: { ticket: ShownTicket; kind: ComposerKind; draft: ReturnType<typeof useDraft> }) {
  const { focus } = useComposer()
  const { save, drop } = draft
  const files = useRef<HTMLInputElement>(null)
  const editor = useRef<EditorHandle>(null)
  const [initial] = useState(draft.initial)
  const [html, setHtml] = useState(initial?.html ?? '')
  const [lists, setLists] = useState<RecipientLists>(() => recipientsOf(ticket, initial))
  const [dropping, setDropping] = useState(false)
  const uploads = useUploads(initial?.attachments ?? [], (done) => keep({ attachments: done }))
  const send = useSend(ticket, kind)

  const keep = useCallback(
    (change: Partial<Draft>) => {
      const next: Draft = { html, ...lists, attachments: uploads.done, ...change }
      if (isBlank(next)) void drop().catch(() => undefined)
      else save(next)
    },
    [html, lists, uploads.done, save, drop],
  )

  const empty = plain(html) === '' && uploads.all.length === 0
  const blocked = uploads.busy
    ? t.composer.stillUploading
    : kind === 'reply' && lists.to.length === 0
      ? t.composer.noRecipient
      : empty
        ? t.composer.empty
        : undefined

  async function submit(then?: string, seen?: string) {
    if (send.isPending) return
    if (blocked) return toast(blocked, 'problem')
    const sent = await send.deliver({ html, ...lists, attachments: uploads.done, then, seen })
    if (!sent) return
    // Closing takes the editor off the page; opened again it starts empty.
    await drop().catch(() => undefined)
    composer.close()
  }

  function onDrop(event: DragEvent) {
    event.preventDefault()
    setDropping(false)
    uploads.add([...event.dataTransfer.files])
  }

  return (
    <div
      role="group"
      aria-label={kind === 'note' ? t.composer.note : t.composer.reply}
      className={classes('relative', dropping && 'rounded-[10px] outline-2 outline-focus outline-dashed')}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes('Files')) return
        event.preventDefault()
        setDropping(true)
      }}
      onDragLeave={(event) => event.currentTarget.contains(event.relatedTarget as Node) || setDropping(false)}
      onDrop={onDrop}
    >
      {kind === 'reply' ? (
        <Recipients
          lists={lists}
          onChange={(next) => {
            setLists(next)
            keep(next)
          }}
        />
      ) : null}
      <UploadList uploads={uploads} />
      {send.problem ? (
        <p role="alert" className="px-4 pt-1 text-red-text">
          {send.problem} {t.composer.kept}
        </p>
      ) : null}
      <Suspense fallback={<EditorSpace />}>
        <Editor
          ref={editor}
          focus={focus}
          initial={initial?.html ?? ''}
          label={kind === 'note' ? t.composer.noteLabel : t.composer.replyLabel}
          placeholder={kind === 'note' ? t.composer.notePlaceholder : t.composer.replyPlaceholder}
          onChange={(next) => {
            setHtml(next)
            typing.touch(ticket.reference)
            keep({ html: next })
          }}
          onFiles={uploads.add}
          onSend={() => void submit(send.usual)}
          onEscape={() => composer.close()}
        >
          <input
            ref={files}
            type="file"
            multiple
            className="sr-only"
            tabIndex={-1}
            aria-label={t.composer.chooseFiles}
            onChange={(event) => {
              uploads.add([...(event.target.files ?? [])])
              event.target.value = ''
            }}
          />
          <IconButton label={t.composer.attach} onClick={() => files.current?.click()}>
            <Paperclip size={15} />
          </IconButton>
          {composerTools
            .filter(({ kinds }) => kinds.includes(kind))
            .map(({ key, Tool }) => (
              <Tool key={key} ticket={ticket} kind={kind} html={html} insert={(content) => editor.current?.insert(content)} />
            ))}
          <span role="status" className="min-w-0 flex-1 truncate px-1 text-xs text-fg-3">
            {t.composer.states[draft.state]}
          </span>
          {kind === 'reply' ? (
            <SendButton ticket={ticket} blocked={blocked} busy={send.isPending} usual={send.usual} onSend={(then) => void submit(then)} />
          ) : (
            <Button kind="primary" refusal={blocked} busy={send.isPending} onClick={() => void submit()}>
              {t.composer.addNote}
            </Button>
          )}
        </Editor>
      </Suspense>
      {send.stale ? (
        <StaleDialog
          ticket={ticket}
          messages={send.stale.messages}
          onClose={send.dismissStale}
          onSendAnyway={() => {
            const { then, messages } = send.stale ?? { messages: [] }
            send.dismissStale()
            void submit(then, messages[messages.length - 1])
          }}
        />
      ) : null}
    </div>
  )
}

function EditorSpace() {
  return <div className="h-[108px]" aria-hidden="true" />
}
