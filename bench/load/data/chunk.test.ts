import { expect, test } from 'vitest'
import { bodyFromText, bodyToText, previewOf } from '../../../server/messages/index.ts'
import { isListedWord, tokensOf } from '../../../server/search/tokens.ts'
import { chunkLines, type Furniture, type Lines } from './chunk.ts'
import { agentsOf, countBefore, shapeOf, shares } from './plan.ts'
import { scribe } from './texts.ts'
import { vocabularySize, words } from './words.ts'

const tickets = 200
const furniture: Furniture = {
  workspaces: agentsOf.map((agents, w) => ({
    id: w + 1,
    desks: [w * 2 + 1, w * 2 + 2],
    version: 7,
    agents: Array.from({ length: agents }, (_, i) => w * 100 + i + 1),
    labels: [1, 2, 3],
  })),
}

function made(seed: number): { lines: Lines; listed: Set<string>[]; used: Uint8Array[] } {
  const before = countBefore(seed, tickets)[0]
  if (!before) throw new Error('there is no first chunk')
  const listed = shares.map(() => new Set<string>())
  const used = shares.map(() => new Uint8Array(vocabularySize))
  return { lines: chunkLines({ seed, tickets, scribe: scribe(words(seed)), furniture, chunk: 0, before, listed, used }), listed, used }
}

const fields = (line: string | undefined) => (line ?? '').trimEnd().split('\t')
const { lines, listed, used } = made(1)
const titles = new Map(lines.tickets.map((line) => [fields(line)[1], fields(line)[9] ?? '']))

test('the same seed writes the same rows, another seed others', () => {
  expect(made(1).lines).toEqual(lines)
  expect(made(2).lines.messages[0]).not.toBe(lines.messages[0])
})

test('there are as many messages and events as were counted before', () => {
  const end = countBefore(1, tickets).at(-1)
  expect([lines.messages.length, lines.events.length]).toEqual([end?.messages, end?.events])
  expect(fields(lines.messages.at(-1))[1]).toBe(String(end?.messages))
})

test('bodies, texts and previews are those the product makes of the same words', () => {
  for (const line of lines.messages) {
    const [, , , , , , , , , , , body, stored, preview] = fields(line)
    const text = (stored ?? '').replaceAll('\\n', '\n')
    const own = bodyFromText(text)
    expect(JSON.parse(body ?? '')).toEqual(own)
    expect(bodyToText(own, { withQuotes: true })).toBe(text)
    expect(previewOf(own)).toBe(preview)
  }
})

test('documents hold exactly the tokens the product cuts title and text into', () => {
  const documents = new Map(lines.message_search.map((line) => [fields(line)[1], fields(line)[4] ?? '']))
  for (const line of lines.messages) {
    const [, id, ticket, , , , , , , , , , text] = fields(line)
    const wanted = tokensOf(`${titles.get(ticket)}\n${(text ?? '').replaceAll('\\n', '\n')}`)
    expect(documents.get(id)?.trim().split(' ').sort()).toEqual(wanted.sort())
  }
})

test('the list of words holds every word of the documents that the product lists', () => {
  const rankOf = new Map(words(1).latin.map((word, rank) => [word, rank]))
  const missing = lines.message_search.flatMap((line) => {
    const [ws, , , , document] = fields(line)
    const w = Number(ws) - 1
    const isThere = (token: string) => listed[w]?.has(token) || used[w]?.[rankOf.get(token) ?? -1] === 1
    return (document ?? '')
      .replaceAll("'", '')
      .trim()
      .split(' ')
      .filter((token) => isListedWord(token) && !isThere(token))
  })
  expect(missing).toEqual([])
})

test('of a hundred tickets 82 are in the first workspace, five are unresolved, and every tenth has ten messages', () => {
  const shapes = Array.from({ length: 10_000 }, (_, index) => shapeOf(1, index))
  expect(shares.map((_, w) => shapes.filter((shape) => shape.workspace === w).length)).toEqual(shares.map((share) => share * 100))
  expect(shapes.filter((shape) => shape.state !== 'resolved' && shape.state !== 'closed').length).toBe(500)
  expect(shapes.filter((shape) => shape.index % 10 === 9).every((shape) => shape.messages === 10)).toBe(true)
  const average = shapes.reduce((sum, shape) => sum + shape.messages, 0) / shapes.length
  expect(average).toBeGreaterThan(8.1)
  expect(average).toBeLessThan(8.3)
  const first = shapes.filter((shape) => shape.workspace === 0)
  expect(first.map((shape) => shape.number).sort((a, b) => a - b)).toEqual(first.map((_, i) => i + 1))
  const mine = first.filter((shape) => shape.agent === 0 && shape.state === 'in_progress').length
  expect(mine).toBeGreaterThanOrEqual(50)
})

test('the n-th word is drawn about 1/n as often as the first', () => {
  const all = words(1)
  expect(new Set(all.latin).size).toBe(vocabularySize)
  const counts = new Uint32Array(vocabularySize)
  let state = 0
  const draw = () => (state = (state + 0x9e3779b9) >>> 0)
  for (let i = 0; i < 200_000; i++) counts[all.draw({ next: draw, below: () => 0 })]! += 1
  expect((counts[0] as number) / (counts[9] as number)).toBeCloseTo(10, -0.5)
})
