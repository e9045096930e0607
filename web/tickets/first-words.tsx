import { lazy, type ReactNode, type RefObject, Suspense, useEffect, useRef } from 'react'
import { Skeleton } from '../../ui/states.tsx'
import { ComposerTools } from '../composer/composer-tools.ts'
import { DropZone } from '../composer/drop-zone.tsx'
import type { EditorHandle } from '../composer/editor-handle.ts'
import { FileButton } from '../composer/file-button.tsx'
import { loadEditor } from '../composer/load-editor.ts'
import { UploadList, uploadsOf, useUploads } from '../composer/uploads.tsx'
import { useDesk } from '../session/me.ts'
import { t } from '../words/index.ts'
import type { TicketDraft } from './new-ticket-draft.ts'
import { firstMessageOn } from './new-ticket-wire.ts'

const Editor = lazy(loadEditor)

type Props = {
  draft: TicketDraft
  error: string | undefined
  set: (change: Partial<TicketDraft>) => void
  busy: boolean
  onSubmit: () => void
  onUploading: (busy: boolean) => void
}

/** What the customer said, as somebody wrote it down. */
export function Description(props: Props) {
  return (
    <Words
      {...props}
      label={t.fields.description}
      optional
      placeholder={t.forms.dialog.placeholder}
      error={props.error}
      hint={t.newTicket.descriptionHint}
    />
  )
}

/** The first words to a customer, with everything a reply may hold. */
export function FirstMessage(props: Props) {
  const { draft, busy } = props
  const address = useDesk(draft.desk)?.address
  return (
    <Words
      {...props}
      label={t.writingFirst.message}
      placeholder={t.writingFirst.placeholder}
      error={address ? props.error : t.writingFirst.noAddress}
      hint={address ? t.writingFirst.messageHint(address) : undefined}
      tools={(editor, uploads) => (
        <ComposerTools
          on={firstMessageOn(draft)}
          literals={[draft.title, draft.contact?.name ?? '']}
          kind="reply"
          html={draft.html}
          insert={(html) => (!busy && editor.current?.insert(html)) ?? false}
          replace={(html) => editor.current?.replace(html)}
          recipients={{ to: [], cc: [...draft.cc], bcc: [...draft.bcc] }}
          files={uploadsOf(draft.html, uploads.done)}
          quote={false}
          forwardOf={undefined}
          addFiles={uploads.adopt}
        />
      )}
    />
  )
}

type WordsProps = Props & {
  label: string
  placeholder: string
  optional?: boolean
  hint: string | undefined
  tools?: (editor: RefObject<EditorHandle | null>, uploads: ReturnType<typeof useUploads>) => ReactNode
}

/** Words with their pictures and files, whosever they are. */
function Words({ draft, set, busy, onSubmit, onUploading, label, placeholder, tools, ...box }: WordsProps) {
  const editor = useRef<EditorHandle>(null)
  const uploads = useUploads([...draft.files], (files) => set({ files }))
  useEffect(() => {
    onUploading(uploads.busy)
    return () => onUploading(false)
  }, [uploads.busy, onUploading])
  const addFiles = busy ? () => undefined : uploads.add
  return (
    <DropZone label={label} onFiles={addFiles}>
      <Box label={label} {...box}>
        <Editor
          ref={editor}
          initial={draft.html}
          label={label}
          placeholder={placeholder}
          focus={0}
          held={busy}
          onChange={(html) => set({ html })}
          onFiles={addFiles}
          onPicture={busy ? async () => null : uploads.addPicture}
          onSend={() => onSubmit()}
          // The window around it hears that key itself.
          onEscape={() => undefined}
        >
          <FileButton onFiles={addFiles} />
          {tools?.(editor, uploads)}
        </Editor>
        <fieldset disabled={busy} className="contents">
          <UploadList uploads={uploads} />
        </fieldset>
      </Box>
    </DropZone>
  )
}

type BoxProps = { label: string; optional?: boolean; error: string | undefined; hint: string | undefined; children: ReactNode }

function Box({ label, optional, error, hint, children }: BoxProps) {
  const note = error ?? hint
  return (
    <div className="flex flex-col gap-1">
      <p aria-hidden="true" className="text-xs font-semibold text-fg-2">
        {label} {optional ? <span className="font-normal text-fg-3">{t.optional}</span> : null}
      </p>
      <div
        data-invalid={error ? true : undefined}
        className="rounded-[6px] border border-line-strong focus-within:outline-2 focus-within:-outline-offset-1 focus-within:outline-focus data-invalid:border-red-line"
      >
        <Suspense fallback={<Skeleton className="m-3 h-[90px]" />}>{children}</Suspense>
      </div>
      {note ? (
        <p className={error ? 'text-xs text-red-text' : 'text-xs text-fg-3'} role={error ? 'alert' : undefined}>
          {note}
        </p>
      ) : null}
    </div>
  )
}
