import type { z } from 'zod'
import type { Context, StaffActor } from '../access/index.ts'
import { aroundTheClock, businessClock, type Hours } from '../hours/index.ts'
import { notFound } from '../platform/errors/index.ts'
import { priorities } from '../tickets/index.ts'
import { begin } from './course.ts'
import { deskToPreview } from './sla.queries.ts'
import type { PreviewView } from './sla.schema.ts'
import { clockFor, type PolicyTerms, promised } from './terms.ts'

interface PreviewedDesk {
  id: number
  name: string
  calendar: string | null
  hours: Hours | null
}

const hourMs = 3_600_000

/** What would be promised for a ticket of a desk that nobody answers. */
export function previewTerms(
  ctx: Context<StaffActor>,
  { terms, desk: deskId, at: asked }: { terms: PolicyTerms; desk?: number; at?: Date },
): Promise<z.input<typeof PreviewView>> {
  return ctx.transaction(async (tx) => {
    const desk = await tx.maybe<PreviewedDesk>(deskToPreview, [tx.workspaceId, deskId ?? null, terms.desks])
    if (!desk) throw notFound()
    const at = asked ?? tx.now
    const hours = desk.hours && businessClock(desk.hours)
    const moment = (value: number | null) => (value === null ? null : new Date(value))
    const perPriority = priorities.map((priority) => {
      const target = terms.targets[priority]
      if (!target) return [priority, null]
      const { firstDueAt, warnAt, dueAt } = begin(promised(target, clockFor(target, hours)), at.getTime(), 'running', null)
      return [priority, { firstDueAt: moment(firstDueAt), warnAt: moment(warnAt), dueAt: moment(dueAt) }]
    })
    return {
      at,
      desk: { id: desk.id, name: desk.name },
      calendar: desk.calendar,
      zone: desk.hours?.zone ?? 'UTC',
      dayHours: Math.round(((hours ?? aroundTheClock).dayMs / hourMs) * 100) / 100,
      priorities: Object.fromEntries(perPriority) as z.input<typeof PreviewView>['priorities'],
    }
  })
}
