import { useQueryClient } from '@tanstack/react-query'
import { CircleAlert, CircleCheck, CirclePause, Clock, TriangleAlert } from 'lucide-react'
import { type ReactNode, useEffect } from 'react'
import type { ServiceLevel } from '../../client/types.ts'
import { classes } from '../../ui/classes.ts'
import { clockTime } from '../../ui/time.ts'
import { useMe } from '../session/me.ts'
import { When } from '../session/when.tsx'
import type { ShownTicket } from '../ticket/ticket-page.tsx'
import { language, localised, t } from '../words/index.ts'
import { isRunning, lastSeconds, leftAt, type SlaState, span, stateAt } from './sla-state.ts'
import { useNow } from './ticker.ts'

const tones: Record<SlaState, string> = {
  on_track: 'bg-green-fill text-green-text',
  warning: 'bg-amber-fill text-amber-text',
  breached: 'bg-red-fill text-red-text',
}
const icons: Record<SlaState, ReactNode> = {
  on_track: <Clock size={16} />,
  warning: <TriangleAlert size={16} />,
  breached: <CircleAlert size={16} />,
}

/** What was promised for the ticket and how it stands, at the top of what is beside it. */
export function SlaBanner({ ticket }: { ticket: ShownTicket }) {
  return ticket.sla ? <Shown key={ticket.sla.asOf} sla={ticket.sla} ticket={ticket} /> : null
}

function Shown({ sla, ticket }: { sla: ServiceLevel; ticket: ShownTicket }) {
  const state = useNow((now) => stateAt(sla, now))
  useFreshHours(sla, ticket.reference)
  const { resolution } = sla
  const isOver = Boolean(resolution?.metAt)
  const isPaused = Boolean(resolution?.pausedAt)
  const icon = isPaused ? <CirclePause size={16} /> : isOver && state === 'on_track' ? <CircleCheck size={16} /> : icons[state]
  return (
    <section aria-label={t.sla.title} data-testid="sla-banner" data-sla={state} className={classes('px-4 py-3', tones[state])}>
      <div className="flex items-center gap-2">
        <span aria-hidden="true">{icon}</span>
        <h2 className="min-w-0 flex-1 truncate font-semibold">{headline(state, isOver, isPaused)}</h2>
        <Countdown sla={sla} />
      </div>
      <p dir="auto" className="mt-0.5 truncate pl-6 text-xs">
        {isPaused ? `${t.sla.states[state]} · ${sla.policy.name}` : sla.policy.name}
      </p>
      <dl className="mt-2 flex flex-col gap-0.5 pl-6 text-xs">
        {sla.firstResponse ? <Promised name={t.sla.firstResponse} {...firstResponseOf(sla.firstResponse)} /> : null}
        {resolution && !isOver ? (
          resolution.pausedAt ? (
            <Promised name={t.sla.pausedSince} at={resolution.pausedAt} />
          ) : (
            <Promised name={state === 'breached' ? t.sla.dueWas : t.sla.due} at={resolution.dueAt} />
          )
        ) : null}
      </dl>
      {isPaused ? <p className="mt-1.5 pl-6 text-xs">{t.sla.pausedWhy(localised(ticket.status.label))}</p> : null}
      {isRunning(sla) && !sla.open ? <Closed sla={sla} /> : null}
    </section>
  )
}

function headline(state: SlaState, isOver: boolean, isPaused: boolean): string {
  if (isOver) return state === 'breached' ? t.sla.metLate : t.sla.metInTime
  return isPaused ? t.sla.paused : t.sla.states[state]
}

/** Nothing reads it out as it counts: the state before it changes seldom, and is. */
function Countdown({ sla }: { sla: ServiceLevel }) {
  const running = isRunning(sla)
  const isLast = useNow((now) => running && Math.abs(leftAt(sla, now) ?? lastSeconds) < lastSeconds)
  const text = useNow((now) => countdown(sla, now), isLast)
  return text ? <span className="tabular shrink-0">{text}</span> : null
}

function countdown(sla: ServiceLevel, now: number): string {
  const left = leftAt(sla, now)
  // Late by no business time yet, because the desk closed as it was due: the headline says it.
  if (left === null || Math.round(left) === 0) return ''
  if (left < 0) return t.sla.over(span(left))
  return sla.resolution?.metAt ? t.sla.spare(span(left)) : t.sla.left(span(left))
}

function firstResponseOf({ dueAt, metAt, missed }: NonNullable<ServiceLevel['firstResponse']>) {
  if (metAt) return { at: metAt, words: missed ? t.sla.late : t.sla.inTime }
  return { at: dueAt, words: missed ? t.sla.lateSince : '' }
}

function Promised({ name, at, words }: { name: string; at: string | null; words?: string }) {
  return (
    <div className="flex flex-wrap justify-between gap-x-2">
      <dt>{name}</dt>
      <dd className="tabular">
        {words ? `${words} ` : ''}
        {at ? <When at={at} form="clock" /> : t.sla.paused}
      </dd>
    </div>
  )
}

function Closed({ sla }: { sla: ServiceLevel }) {
  const { zone } = useMe()
  return <p className="mt-1.5 pl-6 text-xs">{sla.changesAt ? t.sla.closedUntil(clockTime(sla.changesAt, zone, language)) : t.sla.closed}</p>
}

/** When the business hours begin or end, what is left is asked for again. */
function useFreshHours({ changesAt }: ServiceLevel, reference: string): void {
  const cache = useQueryClient()
  const isOld = useNow((now) => changesAt !== null && Date.parse(changesAt) <= now)
  useEffect(() => {
    if (isOld) void cache.invalidateQueries({ queryKey: ['ticket', reference] })
  }, [isOld, cache, reference])
}
