import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { CircleAlert, X } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Dashboard } from '../../client/types.ts'
import { IconButton } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import { Tooltip } from '../../ui/tooltip.tsx'
import { setPreferences, usePreferences } from '../session/preferences.ts'
import { language, t } from '../words/index.ts'
import { dashboardQuery } from './queries.ts'

const words = t.dashboard
const sides = ['all', 'my', 'talk'] as const
type Side = (typeof sides)[number]

interface Item {
  readonly name: string
  readonly value: number | string
  readonly hint?: string
  /** The fixed view that lists what is counted. */
  readonly view?: string
  /** What is asked of the tickets of that view besides. */
  readonly where?: string
  readonly urgent?: boolean
}

/** Today at a glance, in one line over the lists. */
export function DashboardStrip() {
  const { desk } = useSearch({ strict: false })
  const { dashboardSide: side } = usePreferences()
  const { data, isError } = useQuery(dashboardQuery(desk))
  const items = itemsOf(data, side)
  return (
    <section aria-label={words.title} className="flex h-11 shrink-0 items-center border-b border-line bg-canvas">
      <Sides side={side} />
      <ul
        aria-label={words.sides[side]}
        className="scroll-hidden flex min-w-0 flex-1 items-center gap-1 overflow-x-auto px-2"
        tabIndex={items.some((item) => item.view) ? undefined : 0}
      >
        {isError && !data ? (
          <li className="flex items-center gap-1.5 px-2 text-fg-2">
            <CircleAlert size={14} className="text-red-text" />
            {words.error}
          </li>
        ) : (
          items.map((item) => (
            <li key={item.name}>
              <Figure item={item} desk={desk} known={data !== undefined} />
            </li>
          ))
        )}
      </ul>
      <IconButton label={words.hide} className="mr-2" onClick={() => setPreferences({ dashboard: false })}>
        <X size={14} />
      </IconButton>
    </section>
  )
}

/** Which numbers: three buttons, or on a phone a list, so that the numbers keep the room. */
function Sides({ side }: { side: Side }) {
  return (
    <>
      <SideButtons side={side} />
      <select
        aria-label={words.title}
        value={side}
        onChange={(event) => setPreferences({ dashboardSide: event.target.value as Side })}
        className="field ml-3 h-7 w-auto max-w-28 shrink-0 pl-2 text-xs font-semibold sm:hidden"
      >
        {sides.map((one) => (
          <option key={one} value={one}>
            {words.sides[one]}
          </option>
        ))}
      </select>
    </>
  )
}

function SideButtons({ side }: { side: Side }) {
  return (
    <fieldset className="ml-3 flex shrink-0 items-center gap-0.5 rounded-[6px] bg-sunken p-0.5 max-sm:hidden">
      <legend className="sr-only">{words.title}</legend>
      {sides.map((one) => (
        <button
          key={one}
          type="button"
          aria-pressed={one === side}
          onClick={() => setPreferences({ dashboardSide: one })}
          className={classes(
            'h-6 rounded-[5px] px-2 text-xs whitespace-nowrap text-fg-2 transition-colors hover:text-fg',
            one === side && 'bg-surface font-semibold text-fg shadow-[0_0_0_1px_var(--line)]',
          )}
        >
          {words.sides[one]}
        </button>
      ))}
    </fieldset>
  )
}

function Figure({ item, desk, known }: { item: Item; desk: string | undefined; known: boolean }) {
  const value = typeof item.value === 'number' ? item.value.toLocaleString(language) : item.value
  const content: ReactNode = (
    <>
      <span className="text-xs text-fg-2">{item.name}</span>{' '}
      <span className={classes('tabular min-w-4 font-semibold', item.urgent && 'text-red-text', !known && 'invisible')}>{value}</span>
    </>
  )
  const look = 'flex h-7 shrink-0 items-center gap-1.5 rounded-[6px] px-2 whitespace-nowrap'
  const figure = item.view ? (
    <Link to="/tickets" search={{ view: item.view, desk, where: item.where }} className={classes(look, 'hover:bg-hover')}>
      {content}
    </Link>
  ) : (
    <div className={look}>{content}</div>
  )
  return item.hint ? <Tooltip text={item.hint}>{figure}</Tooltip> : figure
}

function itemsOf(data: Dashboard | undefined, side: Side): Item[] {
  const { all, my, conversations, calls, agents } = data ?? nothingYet
  if (side === 'my')
    return [
      { name: words.resolvedToday, value: my.resolvedToday, view: 'my_resolved' },
      { name: words.processing, value: my.processing, view: 'my_in_progress' },
      { name: words.pending, value: my.pending, view: 'my_pending' },
      { name: words.transferred, value: my.transferred, view: 'transferred' },
      { name: words.reservedCalls, value: my.reservedCalls, hint: calls.configured ? undefined : words.noTelephony },
      { name: words.customerGuides, value: my.customerGuides, view: 'all', where: toBeTold },
    ]
  if (side === 'talk') {
    const hint = conversations.desks ? undefined : words.noConversations
    return [
      { name: words.waiting, value: conversations.waiting, hint, urgent: conversations.waiting > 0 },
      { name: words.talking, value: conversations.talking, hint },
      { name: words.missed, value: conversations.missed, hint },
      { name: words.callsWaiting, value: calls.waiting, hint: calls.configured ? undefined : words.noTelephony },
      { name: words.online, value: agents.online },
      { name: words.away, value: agents.away },
      { name: words.offline, value: agents.offline },
    ]
  }
  const { share, received, resolved } = all.resolvedWithinDay
  return [
    { name: words.createdToday, value: all.createdToday },
    { name: words.resolvedToday, value: all.resolvedToday },
    { name: words.processing, value: all.processing },
    { name: words.pending, value: all.pending },
    { name: words.unassigned, value: all.unassigned, view: 'unassigned' },
    {
      name: words.resolvedWithinDay,
      value: share === null ? '–' : share.toLocaleString(language, { style: 'percent', maximumFractionDigits: 0 }),
      hint: words.resolvedWithinDayHint(resolved, received),
    },
  ]
}

/** One’s own tickets whose customer is to be told something. */
const toBeTold = JSON.stringify({
  all: [
    { field: 'assignee', op: 'is', value: 'me' },
    { field: 'guideSince', op: 'present' },
  ],
})

/** Keeps every figure where it will stand. */
const nothingYet: Pick<Dashboard, 'all' | 'my' | 'conversations' | 'calls' | 'agents'> = {
  all: {
    createdToday: 0,
    resolvedToday: 0,
    processing: 0,
    pending: 0,
    unassigned: 0,
    resolvedWithinDay: { received: 0, resolved: 0, share: null },
  },
  my: { resolvedToday: 0, processing: 0, pending: 0, transferred: 0, reservedCalls: 0, customerGuides: 0 },
  conversations: { desks: true, waiting: 0, talking: 0, missed: 0 },
  calls: { configured: true, waiting: 0, talking: 0, missed: 0 },
  agents: { online: 0, away: 0, offline: 0 },
}
