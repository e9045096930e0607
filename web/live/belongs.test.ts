import { describe, expect, test } from 'vitest'
import type { Category, TicketQuery, TicketRow } from '../../client/types.ts'
import { belongs } from './belongs.ts'
import { row, words } from './rows.fixture.ts'

const me = { id: '1', teams: [{ id: '7', name: 'First line' }] }
const mine = { id: '1', name: 'Ada', avatarHue: 1 }
const other = { id: '2', name: 'Carl', avatarHue: 2 }
const status = (category: Category) => ({ key: 'k', label: words('K'), colour: 'blue' as const, category })

describe('views', () => {
  test.each<[string, Partial<TicketRow>, 'yes' | 'no' | 'unknown']>([
    ['all', {}, 'yes'],
    ['all', { bucket: 'spam' }, 'no'],
    ['all', { bucket: 'merged' }, 'no'],
    ['spam', { bucket: 'spam' }, 'yes'],
    ['spam', {}, 'no'],
    ['snoozed', { bucket: 'snoozed' }, 'yes'],
    ['my_in_progress', { assignee: mine, status: status('open') }, 'yes'],
    ['my_in_progress', { assignee: mine, status: status('new') }, 'yes'],
    ['my_in_progress', { assignee: mine, status: status('waiting') }, 'no'],
    ['my_in_progress', { assignee: other, status: status('open') }, 'no'],
    ['my_pending', { assignee: mine, status: status('waiting') }, 'yes'],
    ['my_resolved', { assignee: mine, status: status('resolved') }, 'unknown'],
    ['my_completed', { assignee: mine, status: status('closed') }, 'unknown'],
    ['unassigned', { assignee: other }, 'no'],
    ['unassigned', {}, 'yes'],
    ['unassigned', { status: status('resolved') }, 'no'],
    ['my_team', { team: { id: '7', name: 'First line' } }, 'yes'],
    ['my_team', { team: { id: '8', name: 'Billing' } }, 'no'],
    ['transferred', { status: status('transferred') }, 'yes'],
    ['a view of tomorrow', {}, 'unknown'],
  ])('%s, %o: %s', (view, change, verdict) => {
    expect(belongs(row('1', 1, change), { view }, me)).toBe(verdict)
  })
})

describe('filters', () => {
  const ticket = row('1', 1, { assignee: mine, priority: 'high', starred: true, labels: [{ id: '3', name: 'vip', colour: 'purple' }] })
  test.each<[TicketQuery, boolean]>([
    [{ desk: '1' }, true],
    [{ desk: '2' }, false],
    [{ status: 'open' }, true],
    [{ status: 'waiting' }, false],
    [{ priority: 'high' }, true],
    [{ priority: 'low' }, false],
    [{ starred: true }, true],
    [{ label: '3' }, true],
    [{ label: '4' }, false],
    [{ assignee: 'me' }, true],
    [{ assignee: '1' }, true],
    [{ assignee: 'none' }, false],
    [{ assignee: '2' }, false],
    [{ category: 'open', priority: 'low' }, false],
  ])('%o', (query, passes) => {
    expect(belongs(ticket, { view: 'all', ...query }, me)).toBe(passes ? 'yes' : 'no')
  })

  test('a search is for the server to decide, but a filter beside it still excludes', () => {
    expect(belongs(ticket, { q: 'refund' }, me)).toBe('unknown')
    expect(belongs(ticket, { q: 'refund', priority: 'low' }, me)).toBe('no')
  })
})

describe('conditions', () => {
  const ticket = row('1', 1, { assignee: mine, priority: 'high', labels: [{ id: '3', name: 'vip', colour: 'purple' }] })
  const high = { field: 'priority', op: 'one_of', value: ['high', 'urgent'] }
  test.each<[unknown, 'yes' | 'no' | 'unknown']>([
    [high, 'yes'],
    [{ not: high }, 'no'],
    [{ all: [high, { field: 'assignee', op: 'is', value: 'me' }] }, 'yes'],
    [
      {
        any: [
          { field: 'labels', op: 'has_none', value: ['3'] },
          { field: 'title', op: 'contains', value: 'nothing' },
        ],
      },
      'no',
    ],
    // Of this only the server knows.
    [{ all: [high, { field: 'resolvedBy', op: 'present' }] }, 'unknown'],
  ])('%o: %s', (where, verdict) => {
    expect(belongs(ticket, { view: 'all', where: JSON.stringify(where) }, me)).toBe(verdict)
  })

  test('what a view cannot tell stays open, but a condition that fails closes it', () => {
    const unassigned = row('1', 1, { priority: 'high' })
    expect(belongs(unassigned, { view: 'unassigned', where: JSON.stringify(high) }, me)).toBe('yes')
    expect(belongs(unassigned, { view: 'unassigned', where: JSON.stringify({ not: high }) }, me)).toBe('no')
    expect(belongs(unassigned, { q: 'x', where: JSON.stringify({ not: high }) }, me)).toBe('no')
  })

  test('of several desks a row belongs to one', () => {
    expect(belongs(row('1', 1, { desk: '2' }), { view: 'all', desks: '2,3' }, me)).toBe('yes')
    expect(belongs(row('1', 1, { desk: '1' }), { view: 'all', desks: '2,3' }, me)).toBe('no')
  })
})
