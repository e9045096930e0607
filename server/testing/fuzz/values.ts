import type { Random } from '../../demo/random.ts'
import type { Schema } from '../api-operations.ts'
import { naughtyValue } from './naughty.ts'

/** Where ids and well-known words come from. */
export interface Supply {
  /** An id of this kind: mostly one's own, now and then of the other workspace, of nothing, or of another kind. */
  id(kind: string): string
  /** Words with this workspace's canary in them now and then. */
  words(): string
  email(): string
  /** A lifecycle's definition. */
  definition(): unknown
}

/** Which kind of thing a field names. */
const kinds: Readonly<Record<string, string>> = {
  desk: 'desks',
  desks: 'desks',
  agent: 'agents',
  assignee: 'agents',
  members: 'agents',
  team: 'teams',
  label: 'labels',
  labels: 'labels',
  contact: 'contacts',
  calendar: 'calendars',
  merge: 'merges',
  duplicate: 'tickets',
  to: 'tickets',
  ref: 'tickets',
  attachments: 'attachments',
  seenMessageId: 'messages',
  mask: 'masks',
  inquiryType: 'inquiry-types',
  inquiryTypes: 'inquiry-types',
  processingCategory: 'categories',
  parent: 'categories',
  ids: 'tickets',
  messages: 'messages',
  add: 'labels',
  remove: 'labels',
  split: 'splits',
}

const plain: Readonly<Record<string, readonly string[]>> = {
  role: ['admin', 'agent', 'viewer'],
  lifecycle: ['inbox', 'live', 'contact-center', 'support', 'sign-off'],
  status: ['open', 'in_progress', 'waiting', 'resolved', 'closed', 'new', 'answered', 'pending', 'active'],
  zone: ['Asia/Tokyo', 'Europe/Berlin', 'UTC', 'Mars/Olympus'],
  password: ['a long enough password', 'short'],
  host: ['mail.invalid', '127.0.0.1'],
  trustedAuthservId: ['mx.invalid'],
  trustedRelays: ['10.0.0.1', '10.0.0.0/8', 'fe80::1'],
  url: ['https://hook.invalid/x', 'http://127.0.0.1:1/', 'https://169.254.169.254/latest', 'https://hook.invalid:22/'],
  starred: ['true', 'false', '1', 'no'],
}

const times = ['2020-01-01T00:00:00Z', '2026-12-01T09:00:00+09:00', '2027-06-01T00:00:00Z', '2999-01-01T00:00:00Z', '9999-12-31T23:59:59Z']

/** A value of the shape a schema describes, with ids that exist where the field's name says what it names. */
export function valueOf(schema: Schema, random: Random, supply: Supply, field = ''): unknown {
  const kind = kinds[field]
  if (field === 'definition') return supply.definition()
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return random.pick(schema.enum)
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return valueOf(random.pick(choices), random, supply, field)
  switch (Array.isArray(schema.type) ? random.pick(schema.type as string[]) : schema.type) {
    case 'object':
      return objectOf(schema, random, supply)
    case 'array':
      return Array.from({ length: random.between(0, 3) }, () => valueOf(schema.items ?? {}, random, supply, field))
    case 'boolean':
      return random.chance(0.5)
    case 'integer':
    case 'number':
      return numberOf(schema, random)
    case 'null':
      return null
    case 'string':
      return field === 'to' && schema.maxLength === 40 && random.chance(0.7)
        ? random.pick(plain.status ?? [])
        : stringOf(schema, random, supply, field, kind)
    default:
      return naughtyValue(random)
  }
}

/** Without these a body is well formed and yet says nothing. */
const likely = new Set(['text', 'agent', 'preset', 'confirmed', 'name'])

function objectOf(schema: Schema, random: Random, supply: Supply): Record<string, unknown> {
  const made: Record<string, unknown> = {}
  for (const [name, property] of Object.entries(schema.properties ?? {}))
    if (schema.required?.includes(name) || random.chance(likely.has(name) ? 0.8 : 0.35))
      made[name] = valueOf(property, random, supply, name)
  // A version that nobody knows makes almost every verb stop before it does anything.
  if ('expectedVersion' in made && random.chance(0.8)) delete made.expectedVersion
  return made
}

function numberOf({ minimum, maximum, type }: Schema, random: Random): number {
  const low = Math.max(minimum ?? 0, -1e9)
  const high = Math.min(maximum ?? 100, 1e9)
  const edge = random.between(0, 5)
  if (edge === 0) return low
  if (edge === 1) return maximum === undefined || maximum > 1e9 ? 7 : high
  return type === 'integer' ? random.between(Math.max(low, 1), Math.max(1, Math.min(high, 20))) : low + random.next()
}

function stringOf(schema: Schema, random: Random, supply: Supply, field: string, kind: string | undefined): string {
  if (schema.format === 'date-time') return random.pick(times)
  if (/mail|address/i.test(field)) return supply.email()
  const known = plain[field]
  if (known) return random.pick(known)
  if (kind !== undefined || schema.pattern === '^[1-9]\\d{0,14}$') return supply.id(kind ?? 'tickets')
  if (schema.pattern === '^\\d+_\\d+$') return `${random.between(0, 2_000_000_000_000)}_${random.between(1, 99)}`
  if (schema.pattern?.startsWith('^\\d') || schema.pattern?.startsWith('^[1-9]')) return String(random.between(1, 999))
  if (schema.pattern?.startsWith('^[a-z]')) return random.pick(['one', 'two_three', 'x-1'])
  const words = /html/i.test(field) ? `<p>${supply.words()} <b>bold</b></p>` : supply.words()
  return words.slice(0, Math.max(schema.minLength ?? 0, Math.min(schema.maxLength ?? 300, words.length)))
}

/** The value with a few of its parts replaced, dropped, doubled or joined by what nobody asked for. */
export function mutated(value: unknown, random: Random): unknown {
  let changed = structuredClone(value)
  for (let n = random.between(1, 3); n > 0; n--) changed = mutatedOnce(changed, random)
  return changed
}

function mutatedOnce(value: unknown, random: Random): unknown {
  const inside = typeof value === 'object' && value !== null && Object.keys(value).length > 0
  if (!inside || random.chance(0.15))
    return random.chance(0.9) && isRecord(value) ? { ...value, [random.pick(extras)]: naughtyValue(random) } : naughtyValue(random)
  const entries = value as Record<string, unknown>
  const key = random.pick(Object.keys(entries))
  if (random.chance(0.15)) delete entries[key]
  else entries[key] = random.chance(0.5) ? mutatedOnce(entries[key], random) : naughtyValue(random)
  return value
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

const extras = [
  'role',
  'id',
  'workspaceId',
  'workspace_id',
  'createdAt',
  'constructor',
  'toString',
  'version',
  '',
  'a'.repeat(2_000),
  '\u0000',
  'x y',
]
