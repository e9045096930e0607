import { lazy, Suspense, useState } from 'react'
import type { Action } from '../../client/types.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { problemText } from '../data/query-client.ts'
import { AssignList } from '../ticket/assign-list.tsx'
import type { ShownTicket } from '../ticket/ticket-page.tsx'
import { isWordProblem } from '../texts/word-problem.ts'
import { t } from '../words/index.ts'
import { labelOf, useAct } from './actions.ts'
import { MergeForm } from './merge-form.tsx'
import { NeedsForm } from './needs-form.tsx'
import { ReasonForm } from './reason-form.tsx'
import { ResolveForm } from './resolve-form.tsx'
import { SnoozeForm } from './snooze-form.tsx'

const PreviewDialog = lazy(() => import('../texts/preview-dialog.tsx').then((module) => ({ default: module.PreviewDialog })))

/** What every form of an act gets: the act, a way to do it, and what the server said against it. */
export type ActFormProps = {
  ticket: ShownTicket
  action: Action
  busy: boolean
  problem: string | null
  submit: (body: Record<string, unknown>) => void
  onClose: () => void
}

const forms: Record<string, (props: ActFormProps) => React.ReactNode> = {
  resolve: ResolveForm,
  hold: ResolveForm,
  snooze: SnoozeForm,
  merge: MergeForm,
  'resolve-internally': ReasonForm,
}

/** The window an act opens when it has to know more. What it asks comes from the act's own list of needs. */
export function ActionDialog({ ticket, action, onClose }: { ticket: ShownTicket; action: Action; onClose: () => void }) {
  const act = useAct(ticket.reference, { showsProblem: true })
  const [problem, setProblem] = useState<string | null>(null)
  const [checked, setChecked] = useState<Record<string, unknown> | null>(null)
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
      title={t.ask.titles[action.action] ?? labelOf(action)}
      description={t.ask.texts[action.action]}
      closeLabel={t.close}
      width={people ? 'max-w-[420px]' : 'max-w-[500px]'}
    >
      {people ? (
        <AssignList ticket={ticket} action={action.action} onDone={onClose} />
      ) : (
        <Form ticket={ticket} action={action} busy={act.isPending} problem={problem} submit={submit} onClose={onClose} />
      )}
      {checked && (action.action === 'resolve' || action.action === 'hold') ? (
        <Suspense>
          <PreviewDialog
            reference={ticket.reference}
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
