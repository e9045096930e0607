import type { Action, SendThen } from '../../client/types.ts'
import { useActions } from '../actions/action-context.tsx'
import { refusalOf } from '../actions/actions.ts'
import type { ShownTicket } from '../ticket/ticket-page.tsx'
import { useStatusSteps } from '../ticket/use-status-steps.ts'
import { localised, t } from '../words/index.ts'

/** One way to send what is written, and where the ticket goes with it. */
export type SendChoice = {
  /** What is remembered of it: "send", "status:waiting", "resolve". */
  key: string
  label: string
  then?: SendThen | undefined
  status?: { colour: string; hollow: boolean } | undefined
  refusal?: string | undefined
  /** The desk files the ticket before it lets go of it, and nobody did yet. */
  asksCategory?: boolean | undefined
}

/** What the lifecycle offers to do with a reply, the plain one first; exactly that, in whatever lifecycle the ticket lives by. */
export function useSendChoices(ticket: ShownTicket): SendChoice[] {
  const { find } = useActions()
  const [resolve, hold] = [find('resolve'), find('hold')]
  const steps = useStatusSteps(ticket).flatMap(({ status, action }): SendChoice[] => {
    // Resolving is more than a status: it keeps the words as the resolution, and mails once.
    if (!action || (resolve && status.category === 'resolved' && offersSame(resolve, action))) return []
    return [
      {
        key: `status:${status.key}`,
        label: t.composer.sendAnd(localised(status.label)),
        then: { action: 'status', to: status.key },
        status: { colour: status.colour, hollow: status.category === 'waiting' },
        refusal: refusalOf(action),
        asksCategory: asksCategory(action),
      },
    ]
  })
  const verb = (action: Action | undefined, key: 'resolve' | 'hold', label: string, colour: string): SendChoice[] =>
    action
      ? [
          {
            key,
            label,
            then: { action: key },
            status: { colour, hollow: key === 'hold' },
            refusal: refusalOf(action),
            asksCategory: asksCategory(action),
          },
        ]
      : []
  return [
    { key: 'send', label: t.composer.send },
    ...steps,
    ...verb(hold, 'hold', t.writing.hold, 'amber'),
    ...verb(resolve, 'resolve', t.writing.resolve, 'green'),
  ]
}

export function asksCategory(action: Action): boolean {
  return action.needs.some(({ type, required }) => type === 'category' && required)
}

function offersSame(resolve: Action, status: Action): boolean {
  return resolve.allowed === status.allowed
}

/** The choice that ends the matter: for Ctrl/Cmd-Shift-Enter. */
export function resolvingChoice(choices: readonly SendChoice[]): SendChoice | undefined {
  return choices.find(({ key }) => key === 'resolve')
}

/** The choice made last on this desk, as long as it is possible now. */
export function usualChoice(choices: readonly SendChoice[], remembered: string | undefined): SendChoice {
  const usual = choices.find(({ key }) => key === remembered)
  return usual && !usual.refusal ? usual : (choices[0] as SendChoice)
}
