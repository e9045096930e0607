import { type InfiniteData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useRef, useState } from 'react'
import { api } from '../../client/api.ts'
import { isProblem } from '../../client/client.ts'
import type { Message, MessagePage, Ticket } from '../../client/types.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogFoot, useWritten } from '../../ui/dialog.tsx'
import { Skeleton } from '../../ui/states.tsx'
import { toast } from '../../ui/toast.tsx'
import type { EditorHandle } from '../composer/editor-handle.ts'
import { loadEditor } from '../composer/load-editor.ts'
import { queries } from '../data/queries.ts'
import { problemText } from '../data/query-client.ts'
import { TheirChanges } from '../editing/their-changes.tsx'
import { htmlOfText } from '../texts/html-of-text.ts'
import type { ShownTicket } from '../ticket/ticket-page.tsx'
import { t } from '../words/index.ts'
import { editableHtml } from './editable-html.ts'
import { type Described, saveDescription } from './save-description.ts'

const Editor = lazy(loadEditor)

type Props = { ticket: ShownTicket; message: Message; onClose: () => void }

/** The text a ticket was opened with, to be put right. The former words stay in the log. */
export default function DescriptionDialog({ ticket, message, onClose }: Props) {
  // What is put right is what stood there when the window opened; the live page goes on beside it.
  const [opened] = useState<Described>({ message, version: ticket.version })
  const initial = useQuery({
    queryKey: ['description', message.id, opened.message.revision, opened.message.editedAt],
    queryFn: () => contentOf(opened.message),
    staleTime: Number.POSITIVE_INFINITY,
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
        <Writing reference={ticket.reference} opened={opened} initial={initial.data} onClose={onClose} />
      )}
    </Dialog>
  )
}

function contentOf({ contentUrl, text }: Message): Promise<string> | string {
  return contentUrl ? editableHtml(contentUrl, text) : htmlOfText(text)
}

type WritingProps = { reference: string; opened: Described; initial: string; onClose: () => void }

function Writing({ reference, opened, initial, onClose }: WritingProps) {
  const cache = useQueryClient()
  const editor = useRef<EditorHandle>(null)
  const [html, setHtml] = useState(initial)
  const [base, setBase] = useState(opened)
  const [theirs, setTheirs] = useState<Described | null>(null)
  useWritten(html !== initial && t.unsaved.discard)
  const empty = html.replace(/<[^>]*>/g, '').trim() === ''

  const save = useMutation({
    meta: { showsProblem: true },
    mutationFn: (from: Described) =>
      saveDescription(from, {
        save: (expectedVersion) => api.tickets.change(reference, { descriptionHtml: html, expectedVersion }),
        read: async () => {
          const [ticket] = await Promise.all([
            cache.fetchQuery({ ...queries.ticket(reference), staleTime: 0 }),
            cache.invalidateQueries({ queryKey: ['messages', reference] }),
          ])
          const pages = cache.getQueryData<InfiniteData<MessagePage>>(['messages', reference])?.pages ?? []
          const message = pages.flatMap(({ items }) => items).find(({ id }) => id === from.message.id)
          return { version: ticket.version, message: message ?? from.message }
        },
      }),
    onSuccess: (outcome) => {
      if ('theirs' in outcome) return setTheirs(outcome.theirs)
      cache.setQueryData<Ticket>(['ticket', reference], (old) => (old && old.version > outcome.ticket.version ? old : outcome.ticket))
      for (const key of ['messages', 'actions', 'events']) void cache.invalidateQueries({ queryKey: [key, reference] })
      toast(t.forms.description.saved)
      onClose()
    },
    onError: (error) => {
      if (isProblem(error) && error.status === 409) void cache.invalidateQueries({ queryKey: ['ticket', reference] })
    },
  })

  function submit(from: Described) {
    if (empty || save.isPending) return
    setBase(from)
    setTheirs(null)
    save.mutate(from)
  }

  async function takeTheirs(now: Described) {
    editor.current?.replace(await contentOf(now.message))
    setBase(now)
    setTheirs(null)
  }

  return (
    <>
      <DialogBody className="flex flex-col gap-3">
        {theirs ? (
          <TheirChanges
            theirs={{ by: null, form: { description: theirs.message.text }, keys: ['description'], both: ['description'] }}
            label={() => t.fields.description}
            say={(_, { description }) => description}
            onTake={() => void takeTheirs(theirs)}
          />
        ) : null}
        <div className="rounded-[6px] border border-line-strong focus-within:outline-2 focus-within:-outline-offset-1 focus-within:outline-focus">
          <Suspense fallback={<Skeleton className="m-3 h-24" />}>
            <Editor
              ref={editor}
              initial={initial}
              label={t.fields.description}
              placeholder={t.forms.dialog.placeholder}
              focus={1}
              onChange={setHtml}
              onFiles={() => toast(t.attaching.notInDescription, 'problem')}
              onSend={() => submit(theirs ?? base)}
              onEscape={() => undefined}
            >
              {null}
            </Editor>
          </Suspense>
        </div>
        {opened.message.attachments.some((attachment) => attachment.inline) ? (
          <p className="text-xs text-fg-3">{t.forms.description.noPictures}</p>
        ) : null}
        {save.isError ? (
          <p role="alert" className="rounded-[6px] bg-red-fill px-3 py-2 text-red-text">
            {problemText(save.error)}
          </p>
        ) : null}
      </DialogBody>
      <DialogFoot>
        <Button kind="quiet" onClick={onClose}>
          {t.cancel}
        </Button>
        <Button kind="primary" busy={save.isPending} refusal={empty ? t.ask.required : undefined} onClick={() => submit(theirs ?? base)}>
          {t.forms.description.save}
        </Button>
      </DialogFoot>
    </>
  )
}
