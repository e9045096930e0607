import { describe, expect, it } from 'vitest'
import { builtInLifecycles, contactCenter, live } from './built-in/index.ts'
import { diagram } from './diagram.ts'
import { lamp, word } from './test-lifecycles.ts'

describe.each(Object.values(builtInLifecycles))('$key', (lifecycle) => {
  const lines = diagram(lifecycle).trimEnd().split('\n')

  it('is a state diagram of lines Mermaid reads', () => {
    expect(lines[0]).toBe('stateDiagram-v2')
    for (const line of lines.slice(1)) {
      expect(line).toMatch(/^ {2}(state "[^"]+" as s_\w+|(\[\*\]|s_\w+) --> (\[\*\]|s_\w+)( : [^:;"]+)?)$/u)
    }
  })

  it('draws every status, and one arrow between two', () => {
    expect(lines.filter((line) => line.startsWith('  state '))).toHaveLength(Object.keys(lifecycle.statuses).length)
    const arrows = lines.filter((line) => line.includes('-->')).map((line) => line.split(' : ')[0])
    expect(new Set(arrows).size).toBe(arrows.length)
  })

  it('draws an arrow exactly where a row leads from one status to another', () => {
    const drawn = new Set(lines.flatMap((line) => /^ {2}s_(\w+) --> s_(\w+)/.exec(line)?.slice(1, 3).join(' ') ?? []))
    const rows = lifecycle.transitions.filter((row) => !row.refuse && row.to !== 'stay')
    expect(drawn).toEqual(new Set(rows.flatMap((row) => row.from.filter((from) => from !== row.to).map((from) => `${from} ${row.to}`))))
  })
})

it('says what happens, by whom and when', () => {
  expect(diagram(live)).toContain('  s_active --> s_idle : Customer silent (system) [customer silent]\n')
  expect(diagram(contactCenter)).toContain('  s_completed --> [*]\n')
  expect(diagram(live, 'ja')).toContain('state "待機中" as s_pending')
  expect(diagram(live, 'ko')).toContain('state "대기" as s_pending')
})

it('lets no label break out of its place', () => {
  const lifecycle = lamp({
    statuses: {
      end: { category: 'open', colour: 'grey', label: word('a"; b --> c : <script>#') },
      note: { category: 'open', colour: 'grey', label: word('two\nlines\u2028') },
    },
    initial: 'end',
    transitions: [{ on: 'resolve', from: ['end'], to: 'note', by: ['agent'] }],
  })
  const lines = diagram(lifecycle).trimEnd().split('\n')
  expect(lines).toEqual([
    'stateDiagram-v2',
    '  state "a#34;#59; b #45;#45;#62; c #58; #60;script#62;#35;" as s_end',
    '  state "two lines " as s_note',
    '  [*] --> s_end : Create',
    '  s_end --> s_note : Resolve (agent)',
  ])
})
