import { type Block, bodyFromText, cleanLine } from '../../../messages/body/index.ts'

const maxChars = 200_000
const maxEvents = 3

interface Property {
  parameters: Map<string, string>
  value: string
}

type Properties = Map<string, Property[]>

export interface CalendarSummary {
  /** One text for each event, known by its id so that two copies of one invitation are told once. */
  events: Array<{ uid: string; text: string }>
}

/** What an invitation, a change or an answer (RFC 5545, RFC 5546) says, in lines for people: what, when, where, by whom. */
export function readCalendar(ics: string): CalendarSummary {
  const events: CalendarSummary['events'] = []
  let method = ''
  let open: Properties | null = null
  let inner = 0
  for (const line of ics
    .slice(0, maxChars)
    .replace(/\r?\n[ \t]/g, '')
    .split(/\r?\n|\r/)) {
    const parsed = propertyOf(line)
    if (!parsed) continue
    const { name, property } = parsed
    const kind = property.value.trim().toUpperCase()
    if (name === 'METHOD' && !open) method = kind
    else if (name === 'BEGIN' && /^V(?:EVENT|TODO)$/.test(kind) && !open) open = new Map()
    // Alarms inside an event have times and descriptions of their own.
    else if (name === 'BEGIN' && open) inner += 1
    else if (name === 'END' && inner > 0) inner -= 1
    else if (name === 'END' && open) {
      if (events.length < maxEvents) events.push({ uid: textOf(open, 'UID'), text: describe(method, open) })
      open = null
    } else if (open && inner === 0) {
      const list = open.get(name)
      if (list) list.push(property)
      else open.set(name, [property])
    }
  }
  return { events }
}

/** The summary as blocks, below the text of the mail. */
export function calendarBlocks(text: string): Block[] {
  return bodyFromText(text).blocks
}

function describe(method: string, event: Properties): string {
  const title = textOf(event, 'SUMMARY') || 'Event'
  const lines = [`${kindOf(method, event)}: ${title}`]
  const when = whenOf(event)
  if (when) lines.push(`When: ${when}`)
  const where = textOf(event, 'LOCATION')
  if (where) lines.push(`Where: ${where}`)
  const organiser = personOf(event.get('ORGANIZER')?.[0])
  if (organiser) lines.push(`Organiser: ${organiser}`)
  return lines.join('\n')
}

function kindOf(method: string, event: Properties): string {
  if (method === 'CANCEL' || textOf(event, 'STATUS').toUpperCase() === 'CANCELLED') return 'Cancelled'
  if (method === 'COUNTER') return 'Another time is proposed'
  if (method === 'REPLY') {
    const attendee = event.get('ATTENDEE')?.[0]
    const said = (attendee?.parameters.get('PARTSTAT') ?? '').toLowerCase()
    const who = personOf(attendee)
    const answer = { accepted: 'Accepted', declined: 'Declined', tentative: 'Accepted for now' }[said] ?? 'Answer'
    return who ? `${answer} by ${who}` : answer
  }
  return method === 'REQUEST' ? 'Invitation' : 'Event'
}

function whenOf(event: Properties): string {
  const start = event.get('DTSTART')?.[0]
  const from = start ? timeOf(start.value) : null
  if (!start || !from) return ''
  const end = event.get('DTEND')?.[0]
  const to = end ? timeOf(end.value) : null
  const zone = from.isUtc ? 'UTC' : from.time ? cleanLine(start.parameters.get('TZID') ?? '', 60) : ''
  let text = from.time ? `${from.date} ${from.time}` : from.date
  if (to?.time) text += ` to ${to.date === from.date ? to.time : `${to.date} ${to.time}`}`
  else if (to && dayBefore(to.date) > from.date) text += ` to ${dayBefore(to.date)}`
  if (zone) text += ` (${zone})`
  return event.has('RRULE') ? `${text}, repeated` : text
}

function timeOf(value: string): { date: string; time: string | null; isUtc: boolean } | null {
  const match = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})\d{2}(Z)?)?/.exec(value.trim())
  if (!match) return null
  const [, year, month, day, hour, minute, utc] = match
  return { date: `${year}-${month}-${day}`, time: hour ? `${hour}:${minute}` : null, isUtc: utc !== undefined }
}

// The end of a whole day is the morning after it (RFC 5545 §3.6.1).
function dayBefore(date: string): string {
  const time = Date.parse(`${date}T00:00:00Z`)
  return Number.isNaN(time) ? date : new Date(time - 86_400_000).toISOString().slice(0, 10)
}

function personOf(property: Property | undefined): string {
  if (!property) return ''
  const address = cleanLine(property.value.replace(/^\s*mailto:/i, ''), 200)
  const name = cleanLine(property.parameters.get('CN') ?? '', 100)
  return name && name !== address ? `${name} <${address}>` : address
}

function textOf(event: Properties, name: string): string {
  const value = event.get(name)?.[0]?.value ?? ''
  return cleanLine(
    value
      .slice(0, 2_000)
      .replace(/\\n/gi, ' ')
      .replace(/\\([\\;,])/g, '$1'),
    500,
  )
}

/** `DTSTART;TZID="Europe/Berlin":20261102T100000` */
function propertyOf(line: string): { name: string; property: Property } | null {
  const head = /^([A-Za-z0-9-]{1,60})([;:])/.exec(line)
  if (!head) return null
  const parameters = new Map<string, string>()
  let at = (head[0] as string).length - 1
  while (line[at] === ';') {
    const equals = line.indexOf('=', at)
    if (equals === -1 || equals - at > 60) return null
    const quoted = line[equals + 1] === '"'
    const end = quoted ? line.indexOf('"', equals + 2) : endOfParameter(line, equals + 1)
    if (end === -1) return null
    parameters.set(line.slice(at + 1, equals).toUpperCase(), line.slice(equals + (quoted ? 2 : 1), end))
    at = quoted ? end + 1 : end
  }
  if (line[at] !== ':') return null
  return { name: (head[1] as string).toUpperCase(), property: { parameters, value: line.slice(at + 1) } }
}

function endOfParameter(line: string, from: number): number {
  for (let i = from; i < line.length; i += 1) if (line[i] === ';' || line[i] === ':') return i
  return -1
}
