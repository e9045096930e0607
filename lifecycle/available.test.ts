import { expect, it } from 'vitest'
import { available, customerRights, slaRuns, statusChoices } from './available.ts'
import { builtInLifecycles, contactCenter, inbox, live, signOff, support } from './built-in/index.ts'
import { decide } from './decide.ts'
import { type ActorKind, actorKinds, type Lifecycle } from './types.ts'

function namesOf(lifecycle: Lifecycle, status: string, actor: ActorKind, allowed: boolean): string[] {
  return available(lifecycle, { status }, actor, {})
    .filter((action) => action.allowed === allowed)
    .map((action) => (action.verb === 'status_set' ? `→ ${action.to}` : action.verb))
}

it('offers what the lifecycle has, and nothing it never uses', () => {
  expect(namesOf(inbox, 'resolved', 'agent', true)).toEqual(['reopen', '→ open'])
  expect(namesOf(inbox, 'resolved', 'agent', false)).toEqual(['resolve'])
  expect(namesOf(support, 'open', 'agent', true)).toEqual(['resolve', '→ in_progress', '→ waiting', '→ resolved', '→ closed'])
})

it('shows an agent dimmed what only an admin may do, with the reason', () => {
  const complete = available(contactCenter, { status: 'resolved' }, 'agent', {}).find((action) => action.verb === 'complete')
  expect(complete).toMatchObject({ allowed: false, refusal: { reason: 'wrong_actor' } })
  expect(available(contactCenter, { status: 'resolved' }, 'admin', {}).find((action) => action.verb === 'complete')).toEqual({
    verb: 'complete',
    to: 'completed',
    allowed: true,
  })
})

it('does not show people what only the system does', () => {
  expect([...namesOf(contactCenter, 'transferred', 'agent', true), ...namesOf(contactCenter, 'transferred', 'agent', false)]).not.toContain(
    'transfer_finished',
  )
})

it('shows customers their own verbs only', () => {
  expect(namesOf(signOff, 'open', 'customer', true)).toEqual(['request_closure'])
  expect(namesOf(signOff, 'open', 'customer', false)).toEqual(['close'])
  expect(available(support, { status: 'open' }, 'customer', {})).toEqual([])
})

it('asks for the status that was chosen, even where presence leads elsewhere', () => {
  const reopening = available(live, { status: 'closed' }, 'admin', {}).filter((action) => action.verb === 'status_set' && action.allowed)
  expect(reopening.map((action) => action.to)).toEqual(['pending', 'active'])
})

it('agrees with what the engine then decides, everywhere and for everybody', () => {
  for (const lifecycle of Object.values(builtInLifecycles)) {
    for (const status of Object.keys(lifecycle.statuses)) {
      for (const actor of actorKinds) {
        for (const action of available(lifecycle, { status }, actor, {})) {
          const facts = { confirmed: action.needs?.includes('confirmation') ?? false }
          const to = action.verb === 'status_set' ? action.to : undefined
          const decision = decide(lifecycle, { status }, { type: action.verb, actor, to }, facts)
          expect(decision.ok).toBe(action.allowed)
          expect(action.refusal).toEqual(decision.ok ? undefined : decision)
        }
      }
    }
  }
})

it('answers for every status but the present one', () => {
  const choices = statusChoices(signOff, { status: 'closed' }, 'agent', {})
  expect(choices.map((choice) => choice.to)).toEqual(Object.keys(signOff.statuses).filter((key) => key !== 'closed'))
  expect(choices.filter((choice) => !choice.allowed).map((choice) => choice.refusal?.reason)).toEqual([
    'only_customers_request',
    'needs_a_time',
  ])
})

it('fills in the rights a status does not name', () => {
  expect(customerRights(support, 'open')).toEqual({ reply: true, editOwn: true, requestClosure: false, close: false, invite: false })
  expect(customerRights(signOff, 'closure_scheduled')).toEqual({
    reply: true,
    editOwn: true,
    requestClosure: false,
    close: true,
    invite: true,
  })
})

it('runs the clock while the desk has the ticket', () => {
  const running = (lifecycle: Lifecycle) => Object.keys(lifecycle.statuses).filter((status) => slaRuns(lifecycle, status))
  expect(running(support)).toEqual(['open', 'in_progress'])
  expect(running(contactCenter)).toEqual([
    'unassigned',
    'processing',
    'transferred',
    'transfer_completed',
    'tracker_transferred',
    'tracker_in_progress',
    'tracker_resolved',
  ])
  expect(slaRuns(support, 'gone')).toBe(false)
})
