import type { Resolver } from '../reading/index.ts'

const keptMs = 60_000
const most = 5_000
/** Answers, too: there is no such name, or nothing of that type. Whatever else fails is asked again. */
const noSuchThing = new Set(['ENOTFOUND', 'ENODATA'])

interface Answer {
  readonly until: number
  readonly answer: Promise<unknown>
}

/** The same resolver with a memory of a minute: a burst of mail from one domain asks the DNS once. */
export function rememberAnswers(ask: Resolver): Resolver {
  const known = new Map<string, Answer>()

  return (name, type) => {
    const key = `${type} ${name.toLowerCase()}`
    const found = known.get(key)
    if (found && found.until > performance.now()) return own(found.answer)
    const answer = ask(name, type)
    known.delete(key)
    known.set(key, { until: performance.now() + keptMs, answer })
    for (const oldest of known.keys()) {
      if (known.size <= most) break
      known.delete(oldest)
    }
    answer.catch((error: { code?: string }) => {
      if (!noSuchThing.has(error.code ?? '') && known.get(key)?.answer === answer) known.delete(key)
    })
    return own(answer)
  }
}

/** Whoever asks may change what they are given. */
function own(answer: Promise<unknown>): Promise<unknown> {
  return answer.then((value) => structuredClone(value))
}
