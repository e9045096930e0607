import { ChevronDown, Forward, Hand } from 'lucide-react'
import { lazy, type ReactNode, Suspense, useCallback, useRef, useState } from 'react'
import type { Draft, SendThen } from '../../client/types.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { toast } from '../../ui/toast.tsx'
import { ActionButton } from '../actions/action-button.tsx'
import { useActions } from '../actions/action-context.tsx'
import { useAct } from '../actions/actions.ts'
import { problemText } from '../data/query-client.ts'
import { useMe } from '../session/me.ts'
import { setPreferences, usePreferences } from '../session/preferences.ts'
import type { ShownTicket } from '../ticket/ticket-page.tsx'
import { t } from '../words/index.ts'
import { CollisionLine } from './collision-line.tsx'
import { type ComposerKind, composer, useComposer } from './composer-store.ts'
import { composerTools } from './composer-tools.ts'
import { isBlank, plain, recipientsOf } from './draft-content.ts'
import { DropZone } from './drop-zone.tsx'
import type { EditorHandle } from './editor-handle.ts'
import { FileButton } from './file-button.tsx'
import { loadEditor } from './load-editor.ts'
import { noteWays } from './note-ways.ts'
import { QuotedBelow } from './quoted-below.tsx'
import { type RecipientLists, Recipients } from './recipients.tsx'
import { useReplyToAll } from './reply-all.ts'
import { replyAsNote } from './reply-as-note.ts'
import { SendButton } from './send-button.tsx'
import { asksCategory, resolvingChoice, type SendChoice, usualChoice, useSendChoices } from './send-choices.ts'
import { StaleBlock } from './stale-block.tsx'
import { typing } from './typing.ts'
import { UploadList, uploadsOf, useUploads } from './uploads.tsx'
import { useDraft } from './use-draft.ts'
import { useMentionable } from './use-mentionable.ts'
import { useSend } from './use-send.ts'

const Editor = lazy(loadEditor)
const CategoryDialog = lazy(() => import('./category-dialog.tsx').then((module) => ({ default: module.CategoryDialog })))
const PreviewDialog = lazy(() => import('../texts/preview-dialog.tsx').then((module) => ({ default: module.PreviewDialog })))

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
  const me = useMe()
  const { focus } = useComposer()
  const { sendThen } = usePreferences()
  const { save, drop, forget, settle, seen: draftSeen } = draft
  const editor = useRef<EditorHandle>(null)
  const [initial] = useState(draft.begun)
  const [html, setHtml] = useState(initial?.html ?? '')
  const [lists, setLists] = useState<RecipientLists>(() => recipientsOf(ticket, initial))
  const [quote, setQuote] = useState(initial?.quote ?? true)
  const { then: chosen, forwardOf } = initial ?? {}
  const [filing, setFiling] = useState<{ label: string; carryOn: (category: string) => void } | null>(null)
  const [category, setCategory] = useState(chosen?.processingCategory ?? '')
  const { find } = useActions()
  const uploads = useUploads(initial?.attachments ?? [], (done) => keep({ attachments: done }))
  const send = useSend(ticket, kind)
  const [busy, setBusy] = useState(false)
  const act = useAct(ticket.reference, { showsProblem: false })
  const choices = useSendChoices(ticket)
  const usual = usualChoice(choices, keyOf(chosen) ?? (forwardOf ? 'send' : sendThen[ticket.desk]))
  const everybody = useReplyToAll(ticket, lists)
  const findPeople = useMentionable(ticket.reference)
  const reply = kind === 'reply'
  // What is on its way is not changed any more: a change would be forgotten with the draft.
  const held = busy || act.isPending
  const addFiles = held ? () => undefined : uploads.add

  // Kept outside of what is drawn: a picture that arrives changes the files and the text before either is drawn again.
  const written = useRef<Draft>({ html, ...lists, attachments: initial?.attachments ?? [], quote, then: chosen, forwardOf })
  const keep = useCallback(
    (change: Partial<Draft>) => {
      written.current = { ...written.current, ...change }
      if (isBlank(written.current)) void drop().catch(() => undefined)
      else save(written.current)
    },
    [save, drop],
  )

  const attached = uploadsOf(html, uploads.done)
  const empty = plain(html) === '' && attached.length === 0
  const blocked = uploads.busy
    ? t.composer.stillUploading
    : reply && lists.to.length === 0
      ? t.composer.noRecipient
      : empty
        ? t.composer.empty
        : undefined

  async function submit(then?: SendThen, seen?: string, confirmed?: boolean) {
    if (held) return
    if (blocked) return toast(blocked, 'problem')
    setBusy(true)
    try {
      // A draft that is just being saved must not arrive after the message that takes its place.
      if (!(await settle())) return
      const draft = draftSeen() ?? undefined
      const sent = await send.deliver({ html, ...lists, attachments: attached, quote, then, seen, confirmed, forwardOf, draft })
      if (sent) await done()
    } finally {
      setBusy(false)
    }
  }

  /** Closing takes the editor off the page; opened again it starts empty. */
  async function done() {
    await forget()
    composer.close()
  }

  function choose(choice: SendChoice) {
    if (!forwardOf) setPreferences({ sendThen: { ...sendThen, [ticket.desk]: choice.key } })
    go(choice)
  }

  function go({ then, label, asksCategory: asks }: SendChoice) {
    if (asks && then && !blocked) setFiling({ label, carryOn: (processingCategory) => void submit({ ...then, processingCategory }) })
    else void submit(then)
  }

  async function asNote() {
    if (held) return
    if (empty) return toast(t.composer.empty, 'problem')
    setBusy(true)
    try {
      await replyAsNote({ html, attachments: attached }, noteWays(me.id, ticket.reference, drop))
      composer.reopen('note')
    } catch (error) {
      toast(problemText(error), 'problem')
    }
    setBusy(false)
  }

  function resolveInternally(reason: string, category?: string) {
    if (held) return
    const internally = find('resolve-internally')
    // What goes to the spam folder is filed there.
    if (internally && asksCategory(internally) && reason !== 'spam' && !category)
      return setFiling({ label: t.writing.resolveInternally, carryOn: (picked) => resolveInternally(reason, picked) })
    const text = plain(html)
    const filed = category ? { processingCategory: category } : {}
    act.mutate(
      { action: 'resolve-internally', body: { reason, ...(text ? { text } : {}), ...filed } },
      {
        onSuccess: () => {
          toast(t.writing.resolvedInternally)
          void drop().catch(() => undefined)
          composer.close()
        },
      },
    )
  }

  const content = (
    <>
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
            void submit(then, messages[messages.length - 1])
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
            onChange={(next) => {
              setLists(next)
              keep(next)
            }}
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
            setHtml(next)
            typing.touch(ticket.reference)
            keep({ html: next })
          }}
          held={held}
          onFiles={addFiles}
          onPicture={held ? async () => null : uploads.addPicture}
          findPeople={reply ? undefined : findPeople}
          onSend={(resolve) => {
            const choice = resolve && reply ? resolvingChoice(choices) : usual
            if (!choice || choice.refusal) return toast(choice?.refusal ?? t.errors.notOffered, 'problem')
            if (!reply) void submit()
            else if (resolve) go(choice)
            else choose(choice)
          }}
          onEscape={() => composer.close()}
          foot={
            reply && !forwardOf ? (
              <QuotedBelow
                ticket={ticket}
                quote={quote}
                onQuote={(next) => {
                  setQuote(next)
                  keep({ quote: next })
                }}
              />
            ) : null
          }
        >
          <FileButton onFiles={addFiles} />
          {composerTools
            .filter(({ kinds }) => kinds.includes(kind))
            .map(({ key, Tool }) => (
              <Tool
                key={key}
                ticket={ticket}
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
            ))}
          <span role="status" className="min-w-0 flex-1 truncate px-1 text-xs text-fg-3 [&:not(:empty)]:basis-32">
            {held && reply ? t.unsaved.sending : t.composer.states[draft.state]}
          </span>
          {reply ? (
            <SendButton
              choices={forwardOf ? choices.slice(0, 1) : choices}
              usual={usual}
              blocked={blocked}
              busy={held}
              onSend={choose}
              onNote={() => void asNote()}
              onResolveInternally={resolveInternally}
            />
          ) : (
            <Button kind="primary" className="ml-auto" refusal={blocked} busy={held} onClick={() => void submit()}>
              {t.composer.addNote}
            </Button>
          )}
        </Editor>
      </Suspense>
      {filing ? (
        <Suspense>
          <CategoryDialog
            desk={ticket.desk}
            label={filing.label}
            initial={category}
            onPick={(picked) => {
              setCategory(picked)
              setFiling(null)
              filing.carryOn(picked)
            }}
            onClose={() => setFiling(null)}
          />
        </Suspense>
      ) : null}
      {send.checked ? (
        <Suspense>
          <PreviewDialog
            reference={ticket.reference}
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
  return (
    <DropZone label={reply ? t.composer.reply : t.composer.note} onFiles={addFiles}>
      {content}
    </DropZone>
  )
}

function keyOf(then: SendThen | undefined): string | undefined {
  return then && (then.action === 'status' ? `status:${then.to}` : then.action)
}

function EditorSpace() {
  return <div className="h-[108px]" aria-hidden="true" />
}
