import { z } from 'zod'
import { id, idIn, lineIn, time } from '../platform/http/index.ts'
import { type Hours, minutesOf, type Span, weekdays } from './hours.ts'
import { isZone } from './zone-offsets.ts'

const mostSpans = 6
const mostHolidays = 400

const from = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'is not a time like 09:00')
const to = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'is not a time like 17:30, or 24:00')
const spansIn = z.array(z.strictObject({ from, to })).max(mostSpans).refine(areApart, 'holds two times that overlap')

const date = z
  .string()
  .regex(/^(19[7-9]\d|20\d\d|21\d\d)-\d\d-\d\d$/, 'is not a date like 2026-12-25')
  .refine((text) => new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text) === true, 'is no day of the calendar')

const perDay = <S extends z.ZodType>(spans: S) =>
  z.strictObject(Object.fromEntries(weekdays.map((day) => [day, spans])) as Record<(typeof weekdays)[number], S>)

export const HoursIn = z
  .strictObject({
    zone: z.string().max(64).refine(isZone, 'is not a time zone like Asia/Tokyo'),
    week: perDay(spansIn).refine((week) => weekdays.some((day) => week[day].length > 0), 'is closed on every day: open it on one at least'),
    holidays: z
      .array(z.strictObject({ date, name: lineIn(100), yearly: z.boolean().default(false) }))
      .max(mostHolidays)
      .default([])
      .transform((days) => days.toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))),
  })
  .transform((hours): Hours => hours)

const Span = z.object({ from: z.string(), to: z.string() })

export const HoursView = z.object({
  zone: z.string().meta({ description: 'IANA name of the time zone.', examples: ['Europe/Berlin'] }),
  week: perDay(z.array(Span)).meta({
    description: 'The open times of each day, by the wall clock there. An end that is not after its beginning is on the next day.',
  }),
  holidays: z.array(z.object({ date: z.string(), name: z.string(), yearly: z.boolean() })),
})

/** Whether it is open at this moment, and when that changes. */
export const OpenNow = z.object({ open: z.boolean(), changesAt: time.nullable() })

export const CalendarView = HoursView.extend({
  id,
  name: z.string(),
  version: z.number(),
  updatedAt: time,
  desks: z.array(id).meta({ description: 'The desks that keep these hours.' }),
  now: OpenNow,
}).meta({ id: 'Calendar' })

const name = lineIn(80)

export const CalendarId = z.object({ id: idIn })
export const CreateCalendar = z.strictObject({ name, hours: HoursIn })
export const ChangeCalendar = z.strictObject({
  name: name.optional(),
  hours: HoursIn.optional(),
  /** The version the change was made from: a change by somebody else meanwhile is told instead of overwritten. */
  expectedVersion: z.number().int().min(1).optional(),
})

function areApart(spans: readonly Span[]): boolean {
  const sorted = spans.map((span) => ({ from: minutesOf(span.from), to: endOf(span) })).toSorted((a, b) => a.from - b.from)
  return sorted.every((span, n) => {
    const next = sorted[n + 1]
    return !next || span.to <= next.from
  })
}

function endOf({ from, to }: Span): number {
  return minutesOf(to) > minutesOf(from) ? minutesOf(to) : minutesOf(to) + 1_440
}
