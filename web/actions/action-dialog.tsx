import { type ComponentType, lazy, Suspense, useState } from 'react'
import type { Action } from '../../client/types.ts'
import { isProblem } from '../../client/client.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Skeleton } from '../../ui/states.tsx'
import { problemText } from '../data/query-client.ts'
import { AssignList } from '../ticket/assign-list.tsx'
import type { ShownTicket } from '../ticket/ticket-page.tsx'
import { isWordProblem } from '../texts/word-problem.ts'
import { t } from '../words/index.ts'
import { GuideForm } from '../transfers/guide-form.tsx'
import { KeepForm } from '../transfers/keep-form.tsx'
import { TransferForm } from '../transfers/transfer-form.tsx'
import { labelOf, useAct } from './actions.ts'
import { MergeForm } from './merge-form.tsx'
import { NeedsForm } from './needs-form.tsx'
import { ReasonForm } from './reason-form.tsx'
import { ResolveForm } from './resolve-form.tsx'
import { SnoozeForm } from './snooze-form.tsx'

const DeskTransferForm = lazy(() => import('../transfers/desk-transfer-form.tsx'))
const PreviewDialog = lazy(() => import('../texts/preview-dialog.tsx').then((module) => ({ default: module.PreviewDialog })))

/** What every form of an act gets: the act, a way to do it, and what the server said against it. */
export type ActFormProps = {
  ticket: ShownTicket
  action: Action
  busy: boolean
  problem: string | null
  /** The same, by the path of the field it is about. */
  errors: Readonly<Record<string, string>>
  submit: (body: Record<string, unknown>) => void
  onClose: () => void
}

const forms: Record<string, ComponentType<ActFormProps>> = {
  resolve: ResolveForm,
  hold: ResolveForm,
  snooze: SnoozeForm,
  merge: MergeForm,
  'resolve-internally': ReasonForm,
  keep: KeepForm,
  transfer: TransferForm,
  'transfer-to-desk': DeskTransferForm,
  'request-guide': GuideForm,
}

/** The window an act opens when it has to know more. What it asks comes from the act's own list of needs. */
export function ActionDialog({ ticket, action, onClose }: { ticket: ShownTicket; action: Action; onClose: () => void }) {
  const act = useAct(ticket.reference, { showsProblem: true })
  const [problem, setProblem] = useState<string | null>(null)
  const [checked, setChecked] = useState<Record<string, unknown> | null>(null)
  const errors = isProblem(act.error) ? Object.fromEntries(act.error.errors.map(({ path, message }) => [path, message])) : {}
  const people = action.action === 'assign' || action.action === 'forward'
  const Form = forms[action.action] ?? NeedsForm

  function submit(body: Record<string, unknown>) {
    setProblem(null)
    act.mutate(
      { action: action.action, body: action.to ? { to: action.to, ...body } : body },
      {
        onSuccess: onClose,
        onError: (error) => (isWordProblem(error) ? setChecked(body) : setProblem(problemText(error))),
      },
    )
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={t.ask.titles[action.action] ?? t.transfers.titles[action.action] ?? labelOf(action)}
      description={t.ask.texts[action.action] ?? t.transfers.texts[action.action]}
      closeLabel={t.close}
      width={people || action.action === 'keep' ? 'max-w-[420px]' : 'max-w-[500px]'}
    >
      {people ? (
        <AssignList ticket={ticket} action={action.action} onDone={onClose} />
      ) : (
        <Suspense fallback={<Skeleton className="mx-5 mb-5 h-40" />}>
          <Form ticket={ticket} action={action} busy={act.isPending} problem={problem} errors={errors} submit={submit} onClose={onClose} />
        </Suspense>
      )}
      {checked && (action.action === 'resolve' || action.action === 'hold') ? (
        <Suspense>
          <PreviewDialog
            on={ticket.reference}
            asked={{
              kind: action.action,
              text: typeof checked.text === 'string' ? checked.text : '',
              ...(checked.mail === false ? { mail: false } : {}),
            }}
            busy={act.isPending}
            onClose={() => setChecked(null)}
            onSend={(sure) => {
              setChecked(null)
              submit({ ...checked, ...(sure ? { confirmWarnings: true } : {}) })
            }}
          />
        </Suspense>
      ) : null}
    </Dialog>
  )
}
