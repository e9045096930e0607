import { createContext, lazy, type ReactNode, Suspense, use, useEffect, useMemo, useState } from 'react'
import type { Action, TicketRow } from '../../client/types.ts'
import { toast } from '../../ui/toast.tsx'
import { useMe } from '../session/me.ts'
import { composer } from '../composer/composer-store.ts'
import { openMenu } from '../ticket/open-menu.ts'
import { t } from '../words/index.ts'
import { questionsOf, refusalOf, type TicketActions, useAct, useTicketActions } from './actions.ts'
import { lendToPalette } from './palette-bridge.ts'

const ActionDialog = lazy(() => import('./action-dialog.tsx').then((module) => ({ default: module.ActionDialog })))

type Runner = TicketActions & {
  /** Does it, asks what it needs first, or says why it cannot be done; on a ticket that just changed, as soon as that is known. */
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

/** So long what was pressed on a ticket that was just opened, or just changed, waits for what is offered. */
const wishedForMs = 2_000

type Wish = { reference: string; until: number; pick: (actions: TicketActions) => Action | undefined }

export function ActionProvider({ ticket, children }: { ticket: TicketRow; children: ReactNode }) {
  const actions = useTicketActions(ticket.reference)
  const { mutate } = useAct(ticket.reference)
  const me = useMe()
  const [asking, setAsking] = useState<Action | null>(null)
  const [wished, setWished] = useState<Wish | null>(null)

  const runner = useMemo<Runner>(() => {
    const wish = (pick: Wish['pick']) => setWished({ reference: ticket.reference, until: performance.now() + wishedForMs, pick })
    const run = (action: Action | undefined) => {
      if (action && actions.isBehind) return wish(({ find }) => find(action.action, action.to))
      if (!action) return toast(actions.known ? t.errors.notOffered : t.errors.notYetKnown, 'problem')
      const refusal = refusalOf(action)
      if (refusal) return toast(refusal, 'problem')
      const field = fields[action.action]
      if (field) return openMenu(field)
      if (action.action === 'reply' || action.action === 'note') return composer.open(action.action)
      if (asksFirst(action, me.teams.length)) return setAsking(action)
      mutate({ action: action.action, body: action.to ? { to: action.to } : {} })
    }
    const runNamed = (...names: string[]) => {
      const pick: Wish['pick'] = ({ find }) => names.map((name) => find(name)).find((found) => found !== undefined)
      if (!actions.known || actions.isBehind) wish(pick)
      else run(pick(actions))
    }
    return { ...actions, run, runNamed }
  }, [actions, mutate, me.teams.length, ticket.reference])

  useEffect(() => {
    if (!wished) return
    if (wished.reference !== ticket.reference) return setWished(null)
    if (actions.known && !actions.isBehind) {
      setWished(null)
      return runner.run(wished.pick(actions))
    }
    // Nobody waits longer, and nothing is done later unasked.
    const late = setTimeout(() => {
      setWished(null)
      toast(t.errors.notYetKnown, 'problem')
    }, wished.until - performance.now())
    return () => clearTimeout(late)
  }, [wished, actions, ticket.reference, runner])

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
