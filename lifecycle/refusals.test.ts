import { describe, expect, it } from 'vitest'
import { contactCenter, inbox, live, signOff, support } from './built-in/index.ts'
import { decide } from './decide.ts'
import { refusalMessage } from './refusals.ts'
import { type EventInput, type Lifecycle, type Refusal, refusalReasons } from './types.ts'

function refusalOf(lifecycle: Lifecycle, status: string, event: EventInput): Refusal {
  const decision = decide(lifecycle, { status }, event, {})
  if (decision.ok) throw new Error(`${event.type} is allowed in ${status}`)
  return decision
}

describe('a refusal says the status, the action and the reason, and what is possible instead', () => {
  it.each<[Lifecycle, string, EventInput, string]>([
    [
      contactCenter,
      'completed',
      { type: 'hold', actor: 'agent' },
      '“Hold” is not possible while the ticket is Completed: Completed is final.',
    ],
    [
      contactCenter,
      'resolved',
      { type: 'complete', actor: 'agent' },
      '“Complete” is something only an admin can do while the ticket is Resolved.',
    ],
    [
      inbox,
      'new',
      { type: 'reopen', actor: 'agent' },
      '“Reopen” is not possible while the ticket is New. It is possible while the ticket is Resolved.',
    ],
    [inbox, 'new', { type: 'hold', actor: 'agent' }, '“Hold” is not possible while the ticket is New.'],
    [support, 'open', { type: 'status_set', actor: 'agent', to: 'open' }, 'The ticket is already Open.'],
    [
      support,
      'open',
      { type: 'status_set', actor: 'agent', to: 'parked' },
      'There is no status “parked” on this desk. Choose one of the statuses the ticket offers.',
    ],
    [
      live,
      'pending',
      { type: 'assigned', actor: 'agent' },
      '“Assign” is not possible while the ticket is Pending: the agent is not online. Choose an agent who is online.',
    ],
    [
      live,
      'active',
      { type: 'unassigned', actor: 'agent' },
      '“Unassign” is not possible while the ticket is Active: somebody must hold it. Assign it to another agent instead.',
    ],
    [
      live,
      'active',
      { type: 'close', actor: 'admin' },
      '“Close” needs a confirmation while the ticket is Active: ask the customer, then confirm.',
    ],
    [
      signOff,
      'open',
      { type: 'status_set', actor: 'agent', to: 'closure_scheduled' },
      'Setting the status to “Closure scheduled” is not possible without a time while the ticket is Open. Use “Schedule closure” and choose when.',
    ],
    [
      signOff,
      'closure_scheduled',
      { type: 'schedule_closure', actor: 'agent' },
      '“Schedule closure” is not possible while the ticket is Closure scheduled: its closure is already scheduled. Move the ticket to another status first.',
    ],
    [
      signOff,
      'closure_scheduled',
      { type: 'request_closure', actor: 'customer' },
      '“Request closure” is not possible while the ticket is Closure scheduled: its closure is already scheduled. You may close the ticket now.',
    ],
    [signOff, 'closed', { type: 'schedule_closure', actor: 'agent' }, '“Schedule closure” is not possible: the ticket is already Closed.'],
    [
      signOff,
      'open',
      { type: 'status_set', actor: 'agent', to: 'pending_closure' },
      'Setting the status to “Pending closure” is not possible while the ticket is Open: only the customer can request closure.',
    ],
    [
      support,
      'closed',
      { type: 'customer_replied', actor: 'customer' },
      'The ticket is Closed and takes no more replies. Please write in a new ticket.',
    ],
  ])('%#', (lifecycle, status, event, sentence) => {
    expect(refusalMessage(lifecycle, refusalOf(lifecycle, status, event))).toBe(sentence)
  })
})

it('tells customers the status in the words they know', () => {
  const refusal = refusalOf(live, 'idle', { type: 'close', actor: 'customer' })
  expect(refusalMessage(live, refusal)).toContain('Waiting for your answer')
  expect(refusalMessage(live, { ...refusal, actor: 'agent' })).toContain('Idle')
})

it('speaks Japanese and Korean', () => {
  const refusal = refusalOf(contactCenter, 'completed', { type: 'hold', actor: 'agent' })
  expect(refusalMessage(contactCenter, refusal, 'ja')).toBe('チケットが「完了」の間、「保留」はできません。「完了」からは変更できません。')
  expect(refusalMessage(contactCenter, refusal, 'ko')).toBe(
    '“완료” 상태에서는 “보류” 작업을 할 수 없어요. “완료” 상태에서는 더 바꿀 수 없어요.',
  )
})

it.each(refusalReasons)('has a whole sentence for %s, even about a ticket it knows nothing of', (reason) => {
  const bare: Refusal = { ok: false, reason, event: 'hold', status: null, actor: 'agent' }
  for (const lang of ['en', 'ja', 'ko'] as const) {
    const sentence = refusalMessage(inbox, bare, lang)
    expect(sentence).toMatch(/[.。]$/)
    expect(sentence).not.toMatch(/undefined|null| {2}/)
  }
})
