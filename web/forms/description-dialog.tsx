import { useQuery, useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import type { Message } from '../../client/types.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogFoot } from '../../ui/dialog.tsx'
import { Skeleton } from '../../ui/states.tsx'
import { toast } from '../../ui/toast.tsx'
import { loadEditor } from '../composer/load-editor.ts'
import { problemText } from '../data/query-client.ts'
import type { ShownTicket } from '../ticket/ticket-page.tsx'
import { useChange } from '../ticket/use-change.ts'
import { htmlOfText } from '../texts/html-of-text.ts'
import { t } from '../words/index.ts'
import { editableHtml } from './editable-html.ts'

const Editor = lazy(loadEditor)

/** The text a ticket was opened with, to be put right. The former words stay in the log. */
export default function DescriptionDialog({ ticket, message, onClose }: { ticket: ShownTicket; message: Message; onClose: () => void }) {
  const initial = useQuery({
    queryKey: ['description', message.id, message.editedAt],
    queryFn: () => (message.contentUrl ? editableHtml(message.contentUrl, message.text) : htmlOfText(message.text)),
    staleTime: 0,
    gcTime: 0,
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title={t.forms.description.title}
      description={t.forms.description.text}
      closeLabel={t.close}
      width="max-w-[640px]"
    >
      {initial.data === undefined ? (
        <DialogBody>
          <Skeleton className="h-32 w-full" />
        </DialogBody>
      ) : (
        <Writing ticket={ticket} message={message} initial={initial.data} onClose={onClose} />
      )}
    </Dialog>
  )
}

function Writing({ ticket, message, initial, onClose }: { ticket: ShownTicket; message: Message; initial: string; onClose: () => void }) {
  const cache = useQueryClient()
  const [html, setHtml] = useState(initial)
  const change = useChange(ticket.reference, { showsProblem: true })
  const empty = html.replace(/<[^>]*>/g, '').trim() === ''

  function save() {
    if (empty || change.isPending) return
    change.mutate(
      { descriptionHtml: html, ...(ticket.version ? { expectedVersion: ticket.version } : {}) },
      {
        onSuccess: () => {
          void cache.invalidateQueries({ queryKey: ['messages', ticket.reference] })
          toast(t.forms.description.saved)
          onClose()
        },
      },
    )
  }

  return (
    <>
      <DialogBody>
        <div className="rounded-[6px] border border-line-strong focus-within:outline-2 focus-within:-outline-offset-1 focus-within:outline-focus">
          <Suspense fallback={<Skeleton className="m-3 h-24" />}>
            <Editor
              initial={initial}
              label={t.fields.description}
              placeholder={t.forms.dialog.placeholder}
              focus={1}
              onChange={setHtml}
              onFiles={() => toast(t.attaching.notInDescription, 'problem')}
              onSend={save}
              onEscape={onClose}
            >
              {null}
            </Editor>
          </Suspense>
        </div>
        {message.attachments.some((attachment) => attachment.inline) ? (
          <p className="mt-2 text-xs text-fg-3">{t.forms.description.noPictures}</p>
        ) : null}
        {change.isError ? (
          <p role="alert" className="mt-3 rounded-[6px] bg-red-fill px-3 py-2 text-red-text">
            {problemText(change.error)}
          </p>
        ) : null}
      </DialogBody>
      <DialogFoot>
        <Button kind="quiet" onClick={onClose}>
          {t.cancel}
        </Button>
        <Button kind="primary" busy={change.isPending} refusal={empty ? t.ask.required : undefined} onClick={save}>
          {t.forms.description.save}
        </Button>
      </DialogFoot>
    </>
  )
}
