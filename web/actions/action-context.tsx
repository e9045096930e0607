import { createContext, lazy, type ReactNode, Suspense, use, useEffect, useMemo, useState } from 'react'
import type { Action, TicketRow } from '../../client/types.ts'
import { toast } from '../../ui/toast.tsx'
import { useMe } from '../session/me.ts'
import { openMenu } from '../ticket/open-menu.ts'
import { t } from '../words/index.ts'
import { questionsOf, refusalOf, type TicketActions, useAct, useTicketActions } from './actions.ts'
import { lendToPalette } from './palette-bridge.ts'

const ActionDialog = lazy(() => import('./action-dialog.tsx').then((module) => ({ default: module.ActionDialog })))

type Runner = TicketActions & {
  /** Does it, asks what it needs first, or says why it cannot be done. */
  run: (action: Action | undefined) => void
  /** The first of these that is offered; for a ticket that has just been opened, as soon as it is known what is. */
  runNamed: (...names: string[]) => void
}

const ActionContext = createContext<Runner | null>(null)

export function useActions(): Runner {
  const runner = use(ActionContext)
  if (!runner) throw new Error('useActions is used outside a ticket')
  return runner
}

/** Acts that change much or cannot be taken back are asked about, even where the server needs nothing more to know. */
const asksAnyway = new Set(['archive', 'purge', 'resolve', 'hold', 'snooze', 'assign', 'merge', 'transfer'])

/** Plain fields are edited where they stand on the page. */
const fields: Record<string, string> = {
  title: 'title head',
  description: 'description',
  type: 'type side',
  fields: 'fields side',
  priority: 'priority head',
  labels: 'label head',
}

/** So long a key that was pressed on a ticket just opened waits for what is offered. */
const wishedForMs = 2_000

export function ActionProvider({ ticket, children }: { ticket: TicketRow; children: ReactNode }) {
  const actions = useTicketActions(ticket.reference)
  const { mutate } = useAct(ticket.reference)
  const me = useMe()
  const [asking, setAsking] = useState<Action | null>(null)
  const [wished, setWished] = useState<{ reference: string; names: string[] } | null>(null)

  const runner = useMemo<Runner>(() => {
    const run = (action: Action | undefined) => {
      if (!action) return toast(actions.known ? t.errors.notOffered : t.errors.notYetKnown, 'problem')
      const refusal = refusalOf(action)
      if (refusal) return toast(refusal, 'problem')
      const field = fields[action.action]
      if (field) return openMenu(field)
      if (asksFirst(action, me.teams.length)) return setAsking(action)
      mutate({ action: action.action, body: action.to ? { to: action.to } : {} })
    }
    const runNamed = (...names: string[]) => {
      if (!actions.known) return setWished({ reference: ticket.reference, names })
      run(names.map((name) => actions.find(name)).find((found) => found !== undefined))
    }
    return { ...actions, run, runNamed }
  }, [actions, mutate, me.teams.length, ticket.reference])

  useEffect(() => {
    if (!wished) return
    if (wished.reference !== ticket.reference) return setWished(null)
    if (actions.known) {
      setWished(null)
      return runner.runNamed(...wished.names)
    }
    // Nobody waits longer, and nothing is done later unasked.
    const late = setTimeout(() => {
      setWished(null)
      toast(t.errors.notYetKnown, 'problem')
    }, wishedForMs)
    return () => clearTimeout(late)
  }, [wished, actions.known, ticket.reference, runner])

  useEffect(() => lendToPalette(runner.run), [runner])

  return (
    <ActionContext value={runner}>
      {children}
      {asking ? (
        <Suspense>
          <ActionDialog ticket={ticket} action={asking} onClose={() => setAsking(null)} />
        </Suspense>
      ) : null}
    </ActionContext>
  )
}

function asksFirst(action: Action, teams: number): boolean {
  if (asksAnyway.has(action.action)) return true
  const questions = questionsOf(action)
  // Keeping a ticket for a team is a question only to somebody who is in several.
  if (questions.every((need) => need.name === 'team')) return questions.length > 0 && teams > 1
  return questions.some((need) => need.required)
}
