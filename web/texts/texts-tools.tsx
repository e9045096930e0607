import { useQuery } from '@tanstack/react-query'
import { Eye, History, MessageSquareText, PenLine, Sparkle, TriangleAlert } from 'lucide-react'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { api } from '../../client/api.ts'
import type { InsertedText } from '../../client/types.ts'
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
import { writingPlace } from './writing-place.ts'

/** Prepared words in the composer: canned responses, what was written before, the gaps that are left, and the mail to come. */
export default function TextsTools(props: ComposerToolProps) {
  const { ticket, kind, insert, addFiles } = props
  const put = useRef({ insert, addFiles })
  put.current = { insert, addFiles }
  // The list of variables is asked for once, so that names that do not exist are told from gaps.
  useQuery(textQueries.variables())

  useEffect(
    () =>
      writingPlace.enter({
        reference: ticket.reference,
        put: ({ html, files }) => {
          if (!put.current.insert(html)) return false
          // The draft is kept with each of both: the second must know of the first.
          if (files.length) setTimeout(() => put.current.addFiles(files))
          return true
        },
      }),
    [ticket.reference],
  )

  const take = ({ html, attachments }: InsertedText) => writingPlace.put(ticket.reference, { html, files: attachments })

  return (
    <>
      {kind === 'reply' ? <SignatureLine reference={ticket.reference} /> : null}
      <CannedButton reference={ticket.reference} onInsert={take} />
      <EarlierButton onInsert={(text) => writingPlace.put(ticket.reference, { html: htmlOfText(text), files: [] })} />
      {kind === 'reply' ? <PreviewButton {...props} /> : null}
      {kind === 'reply' ? <Gaps {...props} /> : null}
      <ShortcutList reference={ticket.reference} onInsert={take} />
    </>
  )
}

function CannedButton({ reference, onInsert }: { reference: string; onInsert: (text: InsertedText) => void }) {
  const [open, setOpen] = useState(false)
  return (
    <Popover
      label={t.texts.canned}
      side="top"
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button kind="quiet" size="sm" aria-label={t.texts.canned}>
          <MessageSquareText size={15} />
          <span className="max-sm:hidden">{t.texts.canned}</span>
        </Button>
      }
    >
      <TextPicker
        reference={reference}
        kind="canned"
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

function PreviewButton({ ticket, html, recipients, files, quote, forwardOf }: ComposerToolProps) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <IconButton label={t.texts.preview} onClick={() => setOpen(true)}>
        <Eye size={15} />
      </IconButton>
      {open ? (
        <PreviewDialog
          reference={ticket.reference}
          asked={{ kind: 'reply', html, ...recipients, attachments: files.map(({ id }) => id), quote, ...(forwardOf ? { forwardOf } : {}) }}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </>
  )
}

/** Variables that are still in the text: they would not be sent, so they are said before anybody tries. */
function Gaps({ ticket, html, replace }: ComposerToolProps) {
  const [busy, setBusy] = useState(false)
  const written = useRef<string | null>(null)
  useLayoutEffect(() => {
    written.current = html
    return () => {
      written.current = null
    }
  }, [html])
  const left = variablesLeft(html, [ticket.title, ticket.contact?.name ?? ''])
  if (left.length === 0) return null

  async function fill() {
    if (busy) return
    setBusy(true)
    try {
      const filled = await fillUnchanged({
        read: () => written.current,
        ask: (text) => api.texts.fill(ticket.reference, text),
        pause: () => new Promise((resolve) => setTimeout(resolve, 300)),
      })
      if (!filled) return
      replace(filled.html)
      if (filled.unfilled.length) toast(t.texts.noValue, 'problem')
    } catch (error) {
      toast(problemText(error), 'problem')
    } finally {
      setBusy(false)
    }
  }

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
function SignatureLine({ reference }: { reference: string }) {
  const signature = useQuery(textQueries.signature(reference))
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
