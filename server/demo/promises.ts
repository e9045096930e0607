import { type App, systemContext } from '../access/index.ts'
import type { Context, StaffActor } from '../access/index.ts'
import { changeDesk } from '../desks/index.ts'
import { createCalendar, type Hours } from '../hours/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { createPolicy, ringClockOf } from '../sla/index.ts'
import type { DeskKey } from './company.ts'
import { dueClocks } from './demo.queries.ts'
import type { HistoryClock } from './history-clock.ts'

const weekday = [{ from: '08:30', to: '18:00' }]
const split = [
  { from: '09:00', to: '12:00' },
  { from: '13:00', to: '18:00' },
]

const calendars: readonly { name: string; hours: Hours; desks: readonly DeskKey[] }[] = [
  {
    name: 'Europe',
    desks: ['support', 'care', 'rollout'],
    hours: {
      zone: 'Europe/Berlin',
      week: { monday: weekday, tuesday: weekday, wednesday: weekday, thursday: weekday, friday: weekday, saturday: [], sunday: [] },
      holidays: [
        { date: '2026-01-01', name: 'New Year', yearly: true },
        { date: '2026-05-01', name: 'Labour Day', yearly: true },
        { date: '2026-10-03', name: 'German Unity Day', yearly: true },
        { date: '2026-12-25', name: 'Christmas Day', yearly: true },
        { date: '2026-12-26', name: 'Boxing Day', yearly: true },
        { date: '2027-03-26', name: 'Good Friday', yearly: false },
        { date: '2027-03-29', name: 'Easter Monday', yearly: false },
      ],
    },
  },
  {
    name: 'Seoul and Tokyo',
    desks: ['contact'],
    hours: {
      zone: 'Asia/Tokyo',
      week: {
        monday: split,
        tuesday: split,
        wednesday: split,
        thursday: split,
        friday: split,
        saturday: [{ from: '10:00', to: '15:00' }],
        sunday: [],
      },
      holidays: [
        { date: '2026-01-01', name: '元日', yearly: true },
        { date: '2026-05-05', name: 'こどもの日 · 어린이날', yearly: true },
        { date: '2026-11-23', name: '勤労感謝の日', yearly: true },
      ],
    },
  },
]

const span = (amount: number, unit: 'minutes' | 'hours' | 'days') => ({ amount, unit })
const target = (first: ReturnType<typeof span>, resolution: ReturnType<typeof span>, hours: 'business' | 'calendar' = 'business') => ({
  firstResponse: first,
  resolution,
  hours,
})

/** Business hours for the desks, and what is promised there. Chats and projects are promised nothing. */
export async function promise(ada: Context<StaffActor>, desks: Readonly<Record<DeskKey, number>>): Promise<void> {
  for (const { name, hours, desks: keys } of calendars) {
    const { id } = await createCalendar(ada, { name, hours })
    for (const key of keys) await changeDesk(ada, desks[key], { calendar: Number(id) })
  }
  await createPolicy(ada, {
    name: 'Product support',
    on: true,
    terms: {
      desks: [desks.support],
      where: null,
      pauseWhileWaiting: true,
      targets: {
        urgent: target(span(2, 'hours'), span(2, 'days'), 'calendar'),
        high: target(span(4, 'hours'), span(4, 'days')),
        normal: target(span(1, 'days'), span(10, 'days')),
        low: target(span(2, 'days'), span(20, 'days')),
      },
    },
  })
  await createPolicy(ada, {
    name: 'Customers',
    on: true,
    terms: {
      desks: [desks.care, desks.contact],
      where: null,
      pauseWhileWaiting: true,
      targets: {
        urgent: target(span(4, 'hours'), span(2, 'days')),
        high: target(span(1, 'days'), span(5, 'days')),
        normal: target(span(2, 'days'), span(12, 'days')),
        low: null,
      },
    },
  })
}

/** Tells the marks that came true up to a time, each at its own. */
export async function tellMarks(
  app: App,
  tx: Tx,
  workspaceId: number,
  { clock, until }: { clock: HistoryClock; until: Date },
): Promise<void> {
  for (;;) {
    const due = await tx.many<{ id: number; dueAt: Date }>(dueClocks, [workspaceId, until])
    for (const { id, dueAt } of due) {
      clock.moveTo(dueAt)
      await ringClockOf(systemContext(app, workspaceId), id)
    }
    if (due.length === 0) return
  }
}
