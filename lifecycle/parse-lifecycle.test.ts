import fc from 'fast-check'
import { expect, it } from 'vitest'
import { builtInLifecycles } from './built-in/index.ts'
import { check } from './check.ts'
import { parseLifecycle } from './parse-lifecycle.ts'
import { word } from './test-lifecycles.ts'

const open = { category: 'open', colour: 'blue', label: word('Open') }
const row = { on: 'resolve', from: ['open'], to: 'done', by: ['agent'] }

function json(changes: Record<string, unknown> = {}): Record<string, unknown> {
  const done = { category: 'closed', colour: 'grey', label: word('Done'), final: true }
  return { key: 'small', name: word('Small'), initial: 'open', statuses: { open, done }, transitions: [row], ...changes }
}

function problemsOf(value: unknown): string[] {
  const result = parseLifecycle(value)
  return result.ok ? [] : result.problems.map((problem) => problem.path)
}

it('reads what it understands, frozen and its own', () => {
  const input = json()
  const result = parseLifecycle(input)
  expect(result).toEqual({ ok: true, lifecycle: input })
  expect(result.ok && Object.isFrozen(result.lifecycle.transitions[0])).toBe(true)
  expect(Object.isFrozen(input)).toBe(false)
})

it.each([null, undefined, 3, 'inbox', [], true])('does not take %j for a lifecycle', (value) => {
  expect(parseLifecycle(value)).toEqual({ ok: false, problems: [{ path: '', message: 'must be an object' }] })
})

it('reports every problem together, each at its place', () => {
  const problems = problemsOf({
    key: 'Small!',
    name: { en: 'Small', ja: '', ko: 7 },
    initial: 'nowhere',
    surprise: 1,
    statuses: {
      open: { category: 'happy', colour: '#ff0000', label: word('Open'), customer: { reply: 'yes', fly: true }, final: 1 },
      Bad: open,
    },
    regions: [{ name: 'set', statuses: ['open', 'open', 'lost'], entering: ['explode'] }],
    transitions: [
      { on: 'exploded', from: ['lost'], to: 'open', by: ['cat'], when: ['maybe'], does: [{ setTimer: 'egg' }], then: 'later' },
      { on: 'resolve', from: [], by: [], refuse: 'no' },
      7,
    ],
  })
  expect(problems).toEqual([
    '',
    'key',
    'name.ja',
    'name.ko',
    'statuses.open.category',
    'statuses.open.colour',
    'statuses.open.customer',
    'statuses.open.customer.reply',
    'statuses.open.final',
    'statuses.Bad',
    'initial',
    'regions[0].statuses[2]',
    'regions[0].statuses[1]',
    'regions[0].entering[0]',
    'transitions[0].on',
    'transitions[0].from[0]',
    'transitions[0].by[0]',
    'transitions[0].when[0]',
    'transitions[0].does[0].setTimer',
    'transitions[0].then',
    'transitions[1].refuse',
    'transitions[1].by',
    'transitions[1].from',
    'transitions[2]',
  ])
})

it.each([
  ['a row that neither leads nor refuses', { on: 'hold', from: ['open'], by: ['agent'] }, 'transitions[0]'],
  ['a row that does both', { ...row, refuse: 'not_offered' }, 'transitions[0]'],
  [
    'effects on a row that refuses',
    { on: 'hold', from: ['open'], by: ['agent'], refuse: 'not_offered', does: ['take'] },
    'transitions[0].does',
  ],
  ['a status asked for outside status_set', { ...row, asked: ['done'] }, 'transitions[0].asked'],
  ['a status_set that answers nothing', { on: 'status_set', from: ['open'], to: 'stay', by: ['agent'] }, 'transitions[0].asked'],
  ['a creation from a status', { on: 'created', from: ['open'], to: 'open', by: ['agent'] }, 'transitions[0].from'],
  ['a creation that stays', { on: 'created', from: [], to: 'stay', by: ['agent'] }, 'transitions[0].to'],
  ['two effects in one', { ...row, does: [{ setTimer: 'idle', clearTimer: 'idle' }] }, 'transitions[0].does[0]'],
  ['a duration on a cleared timer', { ...row, does: [{ clearTimer: 'idle', after: 'idleMinutes' }] }, 'transitions[0].does[0].after'],
  ['an unknown duration', { ...row, does: [{ setTimer: 'idle', after: 'forever' }] }, 'transitions[0].does[0].after'],
  ['an unknown line', { ...row, does: [{ systemLine: 'hello' }] }, 'transitions[0].does[0].systemLine'],
  ['the same actor twice', { ...row, by: ['agent', 'agent'] }, 'transitions[0].by[1]'],
  ['a list that is none', { ...row, from: 'open' }, 'transitions[0].from'],
  ['an unknown key', { ...row, script: 'alert(1)' }, 'transitions[0]'],
])('refuses %s', (_name, transition, path) => {
  expect(problemsOf(json({ transitions: [transition] }))).toContain(path)
})

it('takes no key that means something to the language or to rows', () => {
  const hostile = JSON.parse(
    '{"__proto__": {"category":"open","colour":"blue","label":{"en":"x","ja":"x","ko":"x"}}, "stay": null}',
  ) as object
  expect(problemsOf(json({ statuses: { open, done: open, ...hostile } }))).toEqual(['statuses.__proto__', 'statuses.stay', 'statuses.stay'])
  const text = JSON.stringify(json()).replace('"open":{', '"__proto__":{"final":true},"open":{')
  expect(problemsOf(JSON.parse(text))).toContain('statuses.__proto__')
  expect(problemsOf(JSON.parse(JSON.stringify(json()).replace('{"key"', '{"__proto__":{},"key"')))).toEqual([''])
  expect(({} as Record<string, unknown>)['final']).toBeUndefined()
})

it('a status named constructor is a status like any other, and is not found where it is not', () => {
  const statuses = { open, constructor: { ...open, final: true } }
  expect(problemsOf(json({ statuses, transitions: [{ ...row, to: 'constructor' }] }))).toEqual([])
  expect(problemsOf(json({ transitions: [{ ...row, to: 'constructor' }] }))).toEqual(['transitions[0].to'])
})

it('keeps to its limits', () => {
  const many = Object.fromEntries(Array.from({ length: 61 }, (_, at) => [`s${at}`, open]))
  expect(problemsOf(json({ statuses: { open, done: open, ...many } }))).toContain('statuses')
  expect(problemsOf(json({ transitions: Array.from({ length: 601 }, () => row) }))).toEqual(['transitions'])
  expect(problemsOf(json({ name: word('x'.repeat(81)) }))).toEqual(['name.en', 'name.ja', 'name.ko'])
  expect(problemsOf(json({ name: word('two\nlines') }))).toEqual(['name.en', 'name.ja', 'name.ko'])
  expect(problemsOf(json({ transitions: Array.from({ length: 600 }, () => 7) }))).toHaveLength(200)

  const fifty = Object.fromEntries(Array.from({ length: 58 }, (_, at) => [`s${at}`, open]))
  const everywhere = ['open', 'done', ...Object.keys(fifty)]
  const huge = Array.from({ length: 20 }, () => ({ on: 'status_set', from: everywhere, asked: everywhere, to: 'open', by: ['agent'] }))
  expect(problemsOf(json({ statuses: { open, done: open, ...fifty }, transitions: huge }))).toEqual(['transitions'])
})

it('answers anything at all, and never throws', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(parseLifecycle(value).ok).toBe(false)
    }),
    { numRuns: 500 },
  )
})

it('survives a hole knocked into a sound lifecycle anywhere, and what it still accepts can be checked', () => {
  const lifecycles = Object.values(builtInLifecycles).map((lifecycle) => JSON.stringify(lifecycle))
  fc.assert(
    fc.property(fc.constantFrom(...lifecycles), fc.nat(), fc.jsonValue(), (text, at, value) => {
      const damaged = JSON.parse(text) as unknown
      const places = placesIn(damaged)
      const place = places[at % places.length]
      if (place) place.holder[place.key] = value
      const result = parseLifecycle(damaged)
      if (result.ok) check(result.lifecycle)
      else expect(result.problems.length).toBeGreaterThan(0)
    }),
    { numRuns: 300 },
  )
})

interface Place {
  readonly holder: Record<string, unknown>
  readonly key: string
}

function placesIn(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return []
  const holder = value as Record<string, unknown>
  return Object.keys(holder).flatMap((key) => [{ holder, key }, ...placesIn(holder[key])])
}
