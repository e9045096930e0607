import { useMutation } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { type FormEvent, useCallback, useEffect, useRef, useState } from 'react'
import { api } from '../../client/api.ts'
import { isProblem } from '../../client/client.ts'
import type { Finding, NewTicket } from '../../client/types.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogFoot } from '../../ui/dialog.tsx'
import { toast } from '../../ui/toast.tsx'
import { keysByContent } from '../composer/idempotency-key.ts'
import { problemText } from '../data/query-client.ts'
import { fieldProblem, fieldsShown, useForm } from '../forms/form.ts'
import { useDesk, useMe } from '../session/me.ts'
import { FindingsList } from '../texts/findings-list.tsx'
import { isWordProblem } from '../texts/word-problem.ts'
import { t } from '../words/index.ts'
import { blankDraft, dropDraft, isBegun, keepDraft, keptDraft, type TicketDraft } from './new-ticket-draft.ts'
import { NewTicketFields } from './new-ticket-form.tsx'
import { type Errors, isPlaced, missingIn, ticketOf } from './new-ticket-wire.ts'

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
  const [findings, setFindings] = useState<readonly Finding[]>([])
  const [keyOf] = useState(() => keysByContent())
  const body = useRef<HTMLDivElement>(null)
  const uploading = useRef(false)
  const address = useDesk(draft.desk)?.address ?? null
  const writesFirst = draft.first === 'agent'
  const form = useForm(draft.desk)
  // What programs fill in is of no use to whoever writes.
  const fields = form ? fieldsShown(form, draft.inquiryType || null, {}).filter((field) => !field.readOnly) : []

  // The editor is a closure of its first drawing; what it says is added to what is there by then.
  const set = (change: Partial<TicketDraft>) => {
    setDraft((now) => ({ ...now, ...change }))
    // What was said about other words does not hold for these.
    setFindings([])
  }
  useEffect(() => keepDraft(me.id, draft), [me.id, draft])

  const warned = findings.length > 0 && findings.every(({ effect }) => effect !== 'block')
  const setUploading = useCallback((busy: boolean) => {
    uploading.current = busy
  }, [])

  const create = useMutation({
    meta: { showsProblem: true },
    mutationFn: (ticket: NewTicket) => api.tickets.add(ticket, keyOf(ticket)),
    onSuccess: (ticket) => {
      dropDraft(me.id)
      toast((writesFirst ? t.writingFirst.sent : t.newTicket.created)(ticket.reference))
      onClose()
      void navigate({
        to: '/tickets/$reference',
        params: { reference: ticket.reference },
        search: { view: search.view, desk: search.desk },
      })
    },
    onError: (error) => {
      if (isWordProblem(error)) return setFindings(findingsOf(error))
      show(isProblem(error) ? Object.fromEntries(error.errors.map(({ path, message }) => [path, fieldProblem(message)])) : {})
    },
  })

  /** Shows what is wrong and brings the first of it into view. */
  function show(wrong: Errors) {
    setErrors(wrong)
    setTimeout(() => {
      const first = body.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-invalid] [role="textbox"]')
      first?.focus()
    }, 0)
  }

  function submit(event?: FormEvent) {
    event?.preventDefault()
    if (create.isPending) return
    if (uploading.current) return toast(t.composer.stillUploading, 'problem')
    const missing = missingIn(draft, fields, address)
    if (Object.keys(missing).length > 0) show(missing)
    else {
      setErrors({})
      create.mutate(ticketOf(draft, fields, warned))
    }
  }

  function startOver() {
    dropDraft(me.id)
    setDraft(blank())
    setErrors({})
    setFindings([])
    create.reset()
    setRestored(false)
    setRound(round + 1)
  }

  function close() {
    if (isBegun(draft)) toast(t.forms.dialog.kept)
    onClose()
  }

  const unplaced =
    create.isError &&
    !isWordProblem(create.error) &&
    !(isProblem(create.error) && create.error.errors.some(({ path }) => isPlaced(path, fields)))

  return (
    <Dialog open onClose={close} title={t.newTicket.title} closeLabel={t.close} width="max-w-[680px]">
      <form
        onSubmit={submit}
        noValidate
        className="flex min-h-0 flex-col"
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.metaKey || event.ctrlKey) && !event.defaultPrevented) submit(event)
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
              onSubmit={submit}
              onClose={close}
              onUploading={setUploading}
            />
            {findings.length > 0 ? (
              <div role="alert" className="flex flex-col gap-1.5">
                <p className="font-semibold">{t.writingFirst.look}</p>
                <FindingsList findings={findings} />
              </div>
            ) : null}
            {unplaced ? (
              <p role="alert" className="rounded-[6px] bg-red-fill px-3 py-2 text-red-text">
                {problemText(create.error)}
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
            {!writesFirst ? t.newTicket.submit : warned ? t.writingFirst.sendAnyway : t.writingFirst.send}
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  )
}

/** What the server says about the words. The words themselves it does not repeat. */
function findingsOf(error: Error): Finding[] {
  const said = isProblem(error) && Array.isArray(error.extra.findings) ? (error.extra.findings as Finding[]) : []
  return said.map((finding) => ({ ...finding, places: [] }))
}
