import { createHash } from 'node:crypto'
import type { App } from '../access/index.ts'
import { keptWith } from '../platform/kept-with.ts'
import type { Asked } from './ask-source.ts'
import type { InfoValues } from './fill-request.ts'
import { stateOf } from './outcome.ts'

const keptMs = 60_000
const mostKept = 200
/** So many questions to one source may be open at once: a slow one is not asked ever more. */
const mostOpen = 16

interface Kept {
  readonly asked: Asked
  readonly until: number
}

export interface Question {
  readonly workspaceId: number
  readonly sourceId: number
  readonly version: number
  readonly values: InfoValues
}

const answersOf = keptWith((_app: App) => ({
  kept: new Map<string, Kept>(),
  running: new Map<string, Promise<Asked>>(),
  open: new Map<string, number>(),
}))

/**
 * What a source said within the last minute, else what it says now. Who asks the same while it is being asked waits for the
 * same answer. A failure is forgotten at once, so that trying again tries again.
 */
export async function askOnce(app: App, question: Question, refresh: boolean, ask: () => Promise<Asked>): Promise<Asked> {
  const { kept, running, open } = answersOf(app)
  const key = keyOf(question)
  const known = kept.get(key)
  if (!refresh && known && known.until > performance.now()) return known.asked
  const started = running.get(key)
  if (started) return started
  const place = `${question.workspaceId}/${question.sourceId}`
  const others = open.get(place) ?? 0
  if (others >= mostOpen) return { reason: 'busy', fields: [], status: null, ms: 0, variables: [], sent: null, body: null }
  open.set(place, others + 1)
  const answer = ask().finally(() => {
    running.delete(key)
    const left = (open.get(place) ?? 1) - 1
    if (left > 0) open.set(place, left)
    else open.delete(place)
  })
  running.set(key, answer)
  const asked = await answer
  keep(kept, key, asked)
  return asked
}

function keep(kept: Map<string, Kept>, key: string, asked: Asked): void {
  kept.delete(key)
  const now = performance.now()
  // The oldest come first.
  for (const [old, { until }] of kept) {
    if (until > now && kept.size < mostKept) break
    kept.delete(old)
  }
  if (asked.reason !== null && stateOf(asked.reason) === 'failed') return
  kept.set(key, { asked: { ...asked, sent: null, body: null }, until: now + keptMs })
}

/** What was asked for is not kept in the clear. */
function keyOf({ workspaceId, sourceId, version, values }: Question): string {
  return createHash('sha256')
    .update(JSON.stringify([workspaceId, sourceId, version, Object.entries(values).toSorted(([one], [other]) => (one < other ? -1 : 1))]))
    .digest('base64url')
}
