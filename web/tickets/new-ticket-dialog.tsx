import { useNavigate, useSearch } from '@tanstack/react-router'
import { type FormEvent, lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react'
import { isProblem } from '../../client/client.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogFoot } from '../../ui/dialog.tsx'
import { toast } from '../../ui/toast.tsx'
import { problemText } from '../data/query-client.ts'
import { fieldProblem, fieldsShown, useForm } from '../forms/form.ts'
import { useDesk, useMe } from '../session/me.ts'
import { usePreferences } from '../session/preferences.ts'
import { t } from '../words/index.ts'
import { blankDraft, dropDraft, isBegun, keepDraft, keptDraft, type TicketDraft } from './new-ticket-draft.ts'
import { NewTicketFields } from './new-ticket-form.tsx'
import { forgetUnanswered } from './create-once.ts'
import { type Errors, firstMessageOn, isPlaced, mailOf, missingIn, ticketOf } from './new-ticket-wire.ts'
import { useCreateTicket } from './use-create-ticket.ts'

const PreviewDialog = lazy(() => import('../texts/preview-dialog.tsx').then((module) => ({ default: module.PreviewDialog })))

/** A ticket written down by hand, for instance during a call. What was begun is there again when the window is opened anew. */
export function NewTicketDialog({ onClose }: { onClose: () => void }) {
  const me = useMe()
  const navigate = useNavigate()
  const search = useSearch({ strict: false })
  const blank = () => blankDraft(search.desk ?? me.desks.find((desk) => desk.isDefault)?.id ?? me.desks[0]?.id ?? '')
  const [kept] = useState(() => keptDraft(me.id))
  const [restored, setRestored] = useState(kept !== null)
  const [draft, setDraft] = useState<TicketDraft>(() =>
    kept && me.desks.some((desk) => desk.id === kept.desk) ? kept : { ...blank(), ...kept, desk: blank().desk },
  )
  const [round, setRound] = useState(0)
  const [errors, setErrors] = useState<Errors>({})
  const body = useRef<HTMLDivElement>(null)
  const uploading = useRef(false)
  const address = useDesk(draft.desk)?.address ?? null
  const writesFirst = draft.first === 'agent'
  const form = useForm(draft.desk)
  // What programs fill in is of no use to whoever writes.
  const fields = form ? fieldsShown(form, draft.inquiryType || null, {}).filter((field) => !field.readOnly) : []

  // The editor is a closure of its first drawing; what it says is added to what is there by then.
  const set = (change: Partial<TicketDraft>) => setDraft((now) => ({ ...now, ...change }))
  useEffect(() => keepDraft(me.id, draft), [me.id, draft])

  const setUploading = useCallback((busy: boolean) => {
    uploading.current = busy
  }, [])

  const { undoSendSeconds } = usePreferences()
  const create = useCreateTicket({
    me: me.id,
    onMade: ({ reference }) => {
      dropDraft(me.id)
      open(reference)
    },
    onProblem: (error) =>
      show(isProblem(error) ? Object.fromEntries(error.errors.map(({ path, message }) => [path, fieldProblem(message)])) : {}),
  })

  function open(reference: string) {
    onClose()
    void navigate({ to: '/tickets/$reference', params: { reference }, search: { view: search.view, desk: search.desk } })
  }

  /** Shows what is wrong and brings the first of it into view. */
  function show(wrong: Errors) {
    setErrors(wrong)
    setTimeout(() => {
      const first = body.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-invalid] [role="textbox"]')
      first?.focus()
    }, 0)
  }

  function submit(confirmed = false) {
    if (create.isPending) return
    if (uploading.current) return toast(t.composer.stillUploading, 'problem')
    const missing = missingIn(draft, fields, address)
    if (Object.keys(missing).length > 0) show(missing)
    else {
      setErrors({})
      create.reset()
      create.send(ticketOf(draft, fields, { undoSeconds: undoSendSeconds, confirmed }))
    }
  }

  function startOver() {
    dropDraft(me.id)
    forgetUnanswered(me.id)
    setDraft(blank())
    setErrors({})
    create.reset()
    setRestored(false)
    setRound(round + 1)
  }

  function close() {
    if (isBegun(draft)) toast(t.forms.dialog.kept)
    onClose()
  }

  const { problem, madeBefore } = create
  const isPlacedProblem = isProblem(problem) && problem.errors.some(({ path }) => isPlaced(path, fields))

  return (
    <Dialog open onClose={close} title={t.newTicket.title} closeLabel={t.close} width="max-w-[680px]">
      <form
        onSubmit={(event: FormEvent) => {
          event.preventDefault()
          submit()
        }}
        noValidate
        className="flex min-h-0 flex-col"
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.metaKey || event.ctrlKey) && !event.defaultPrevented) {
            event.preventDefault()
            submit()
          }
        }}
      >
        <DialogBody>
          <div ref={body} className="flex flex-col gap-3">
            {restored ? (
              <p role="status" className="flex items-center gap-2 rounded-[6px] bg-blue-fill px-3 py-1.5 text-blue-text">
                <span className="min-w-0 flex-1">{t.forms.dialog.restored}</span>
                <button type="button" className="shrink-0 rounded-[6px] px-1.5 font-semibold hover:underline" onClick={startOver}>
                  {t.forms.dialog.startOver}
                </button>
              </p>
            ) : null}
            <NewTicketFields
              key={round}
              draft={draft}
              form={form}
              fields={fields}
              errors={errors}
              set={set}
              busy={create.isPending}
              onSubmit={() => submit()}
              onUploading={setUploading}
            />
            {madeBefore ? <MadeBefore reference={madeBefore.reference} onOpen={() => open(madeBefore.reference)} /> : null}
            {problem && !isPlacedProblem ? (
              <p role="alert" className="rounded-[6px] bg-red-fill px-3 py-2 text-red-text">
                {problemText(problem)}
              </p>
            ) : null}
          </div>
        </DialogBody>
        <DialogFoot>
          {Object.keys(errors).length > 0 ? (
            <span role="status" className="me-auto text-red-text max-sm:w-full">
              {t.forms.wrong(Object.keys(errors).length)}
            </span>
          ) : null}
          <Button kind="quiet" onClick={close}>
            {t.cancel}
          </Button>
          <Button type="submit" kind="primary" busy={create.isPending}>
            {writesFirst ? t.writingFirst.send : t.newTicket.submit}
          </Button>
        </DialogFoot>
      </form>
      {create.isChecked ? (
        <Suspense>
          <PreviewDialog
            on={firstMessageOn(draft)}
            asked={{ kind: 'reply', ...mailOf(draft) }}
            onClose={create.reset}
            onSend={(sure) => submit(sure)}
          />
        </Suspense>
      ) : null}
    </Dialog>
  )
}

/** The answer to what was sent before came late: what stands here is still somebody's to decide about. */
function MadeBefore({ reference, onOpen }: { reference: string; onOpen: () => void }) {
  return (
    <div role="alert" className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-[6px] bg-amber-fill px-3 py-2 text-amber-text">
      <p className="min-w-0 flex-1 basis-72">
        <span className="font-semibold">{t.writingFirst.madeBefore(reference)}</span> {t.writingFirst.madeBeforeHint}
      </p>
      <Button size="sm" onClick={onOpen}>
        {t.writingFirst.openIt(reference)}
      </Button>
    </div>
  )
}
