import { Eye, History, LayoutTemplate, MessageSquareText } from 'lucide-react'
import { type ReactElement, type ReactNode, useState } from 'react'
import type { InsertedText, PreviewInput } from '../../client/types.ts'
import { Button } from '../../ui/button.tsx'
import { formatList } from '../../ui/formats.ts'
import { Popover } from '../../ui/popover.tsx'
import type { ShownTicket } from '../ticket/ticket-page.tsx'
import { language, t } from '../words/index.ts'
import { EarlierList } from './earlier-list.tsx'
import { PreviewDialog } from './preview-dialog.tsx'
import { TextPicker } from './text-picker.tsx'

type Props = {
  ticket: ShownTicket
  asked: PreviewInput
  onInsert: (text: string) => void
}

/** Prepared words and the preview, for the windows that resolve a ticket or put it on hold. */
export function DialogTexts({ ticket, asked, onInsert }: Props) {
  const [previewing, setPreviewing] = useState(false)
  const [leftOut, setLeftOut] = useState<string[]>([])
  const insert = ({ text, attachments }: InsertedText) => {
    onInsert(text)
    setLeftOut((before) => [...new Set([...before, ...attachments.map(({ filename }) => filename)])])
  }
  const button = (label: string, icon: ReactNode) => (
    <Button kind="quiet" size="sm">
      {icon}
      {label}
    </Button>
  )
  return (
    <div className="-mt-2 -ml-2 flex flex-wrap items-center gap-0.5">
      <Opening label={t.texts.templates} trigger={button(t.texts.templates, <LayoutTemplate size={15} />)}>
        {(close) => (
          <TextPicker
            on={ticket.reference}
            kind="template"
            onInsert={(text) => {
              close()
              insert(text)
            }}
          />
        )}
      </Opening>
      <Opening label={t.texts.canned} trigger={button(t.texts.canned, <MessageSquareText size={15} />)}>
        {(close) => (
          <TextPicker
            on={ticket.reference}
            kind="canned"
            onInsert={(text) => {
              close()
              insert(text)
            }}
          />
        )}
      </Opening>
      <Opening label={t.texts.earlier} trigger={button(t.texts.earlier, <History size={15} />)}>
        {(close) => (
          <EarlierList
            onInsert={(text) => {
              close()
              onInsert(text)
            }}
          />
        )}
      </Opening>
      <Button kind="quiet" size="sm" onClick={() => setPreviewing(true)}>
        <Eye size={15} />
        {t.texts.preview}
      </Button>
      {leftOut.length > 0 ? (
        <p role="status" className="basis-full pl-2 text-xs text-amber-text">
          {t.attaching.wordsAlone(formatList(leftOut, language))}
        </p>
      ) : null}
      {previewing ? <PreviewDialog on={ticket.reference} asked={asked} onClose={() => setPreviewing(false)} /> : null}
    </div>
  )
}

function Opening({ label, trigger, children }: { label: string; trigger: ReactElement; children: (close: () => void) => ReactNode }) {
  const [open, setOpen] = useState(false)
  return (
    <Popover label={label} open={open} onOpenChange={setOpen} trigger={trigger}>
      {children(() => setOpen(false))}
    </Popover>
  )
}
