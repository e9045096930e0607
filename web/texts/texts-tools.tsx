import { useQuery } from '@tanstack/react-query'
import { Eye, History, LayoutTemplate, MessageSquareText, PenLine, Sparkle, TriangleAlert } from 'lucide-react'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { InsertedText, TextKind } from '../../client/types.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Popover } from '../../ui/popover.tsx'
import { Tooltip } from '../../ui/tooltip.tsx'
import { toast } from '../../ui/toast.tsx'
import type { ComposerToolProps } from '../composer/composer-tools.ts'
import { problemText } from '../data/query-client.ts'
import { noted, t } from '../words/index.ts'
import { EarlierList } from './earlier-list.tsx'
import { fillUnchanged } from './fill-unchanged.ts'
import { htmlOfText } from './html-of-text.ts'
import { PreviewDialog } from './preview-dialog.tsx'
import { ShortcutList } from './shortcut-list.tsx'
import { textQueries } from './text-queries.ts'
import { TextPicker } from './text-picker.tsx'
import { variablesLeft } from './variables-in.ts'
import { type Insertion, writingPlace } from './writing-place.ts'
import { type WritingOn, wordsOn } from './writing-on.ts'

/** Prepared words in the composer: canned responses, what was written before, the gaps that are left, and the mail to come. */
export default function TextsTools(props: ComposerToolProps) {
  const { on, kind, insert, addFiles } = props
  const reference = typeof on === 'string' ? on : null
  const tools = useRef({ insert, addFiles })
  tools.current = { insert, addFiles }
  // The list of variables is asked for once, so that names that do not exist are told from gaps.
  useQuery(textQueries.variables())

  const [put] = useState(() => ({ html, files }: Insertion) => {
    if (!tools.current.insert(html)) return false
    // The draft is kept with each of both: the second must know of the first.
    if (files.length) setTimeout(() => tools.current.addFiles(files))
    return true
  })
  // Nothing beside it writes into a first message: its window covers the rest of the page.
  useEffect(() => (reference === null ? undefined : writingPlace.enter({ reference, put })), [reference, put])

  const takeIn = (insertion: Insertion) => void (reference === null ? put(insertion) : writingPlace.put(reference, insertion))
  const take = ({ html, attachments }: InsertedText) => takeIn({ html, files: attachments })

  return (
    <>
      {kind === 'reply' ? <SignatureLine on={on} /> : null}
      <TextsButton on={on} kind="canned" onInsert={take} />
      {/* On a ticket they stand in the right bar. */}
      {reference === null ? <TextsButton on={on} kind="template" onInsert={take} /> : null}
      <EarlierButton onInsert={(text) => takeIn({ html: htmlOfText(text), files: [] })} />
      {kind === 'reply' ? <PreviewButton {...props} /> : null}
      {kind === 'reply' ? <Gaps {...props} /> : null}
      <ShortcutList on={on} onInsert={take} />
    </>
  )
}

const kinds = { canned: { label: t.texts.canned, Icon: MessageSquareText }, template: { label: t.texts.templates, Icon: LayoutTemplate } }

type TextsButtonProps = { on: WritingOn; kind: TextKind; onInsert: (text: InsertedText) => void }

function TextsButton({ on, kind, onInsert }: TextsButtonProps) {
  const [open, setOpen] = useState(false)
  const { label, Icon } = kinds[kind]
  return (
    <Popover
      label={label}
      side="top"
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button kind="quiet" size="sm" aria-label={label}>
          <Icon size={15} />
          <span className="max-sm:hidden">{label}</span>
        </Button>
      }
    >
      <TextPicker
        on={on}
        kind={kind}
        onInsert={(text) => {
          setOpen(false)
          onInsert(text)
        }}
      />
    </Popover>
  )
}

function EarlierButton({ onInsert }: { onInsert: (text: string) => void }) {
  const [open, setOpen] = useState(false)
  return (
    <Popover
      label={t.texts.earlier}
      side="top"
      open={open}
      onOpenChange={setOpen}
      trigger={
        <IconButton label={t.texts.earlier} title={t.texts.earlier} plain>
          <History size={15} />
        </IconButton>
      }
    >
      <EarlierList
        onInsert={(text) => {
          setOpen(false)
          onInsert(text)
        }}
      />
    </Popover>
  )
}

function PreviewButton({ on, html, recipients, files, quote, forwardOf }: ComposerToolProps) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <IconButton label={t.texts.preview} onClick={() => setOpen(true)}>
        <Eye size={15} />
      </IconButton>
      {open ? (
        <PreviewDialog
          on={on}
          asked={{ kind: 'reply', html, ...recipients, attachments: files.map(({ id }) => id), quote, ...(forwardOf ? { forwardOf } : {}) }}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </>
  )
}

/** Variables that are still in the text: they would not be sent, so they are said before anybody tries. */
function Gaps({ on, literals, html, replace }: ComposerToolProps) {
  const [busy, setBusy] = useState(false)
  const written = useRef<string | null>(null)
  useLayoutEffect(() => {
    written.current = html
    return () => {
      written.current = null
    }
  }, [html])
  const named = variablesLeft(html, literals)
  const left = typeof on === 'string' ? named : named.filter((name) => name !== 'ticket_id')

  async function fill() {
    if (busy) return
    setBusy(true)
    try {
      const filled = await fillUnchanged({
        read: () => written.current,
        ask: (text) => wordsOn.fill(on, text),
        pause: () => new Promise((resolve) => setTimeout(resolve, 300)),
      })
      if (!filled) return
      replace(filled.html)
      if (filled.unfilled.some((name) => left.includes(name))) toast(t.texts.noValue, 'problem')
    } catch (error) {
      toast(problemText(error), 'problem')
    } finally {
      setBusy(false)
    }
  }

  if (left.length === 0)
    return named.length === 0 ? null : <p className="order-first basis-full px-2 pb-1 text-xs text-fg-3">{t.writingFirst.numberLater}</p>

  return (
    <span className="order-first flex basis-full items-center gap-1.5 rounded-[6px] bg-amber-fill pl-2 text-xs text-amber-text">
      <TriangleAlert size={13} aria-hidden="true" />
      <Tooltip text={t.texts.gapsHint}>
        <span role="status" tabIndex={0} title={left.map((name) => `{{${name}}}`).join(' ')}>
          {t.texts.gaps(left.length)}
        </span>
      </Tooltip>
      <button
        type="button"
        aria-busy={busy || undefined}
        onClick={() => void fill()}
        className="flex h-7 items-center gap-1 rounded-[6px] px-2 font-semibold hover:underline"
      >
        <Sparkle size={12} aria-hidden="true" />
        {t.texts.fill}
      </button>
    </span>
  )
}

/** What will stand under the reply, in one line that opens. */
function SignatureLine({ on }: { on: WritingOn }) {
  const signature = useQuery(textQueries.signature(on))
  const { text, of } = signature.data ?? { text: '', of: null }
  if (!signature.data) return <span className="order-first h-6 basis-full" aria-hidden="true" />
  if (of === null) return <p className="order-first basis-full px-2 pb-1 text-xs text-fg-3">{t.texts.noSignature}</p>
  return (
    <details className="group order-first min-w-0 basis-full px-2 pb-1 text-xs text-fg-3">
      <summary className="flex min-h-6 min-w-0 list-none items-center gap-1.5 rounded-[6px]">
        <PenLine size={12} className="shrink-0" aria-hidden="true" />
        <span className="shrink-0">{noted(t.texts.signature, t.texts.signatureOf[of])}</span>
        <span dir="auto" className="min-w-0 truncate group-open:invisible">
          {text.replace(/\s+/g, ' ')}
        </span>
      </summary>
      <p dir="auto" className="mt-1 border-l-2 border-line-strong pl-3 whitespace-pre-wrap text-fg-2">
        {text}
      </p>
    </details>
  )
}
