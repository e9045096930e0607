/** One step into an answer: the name of a member, or a place in a list. */
export type Step = string | number

const longest = 200
const deepest = 20
/** What every object has without anybody having answered it. */
const inherited = new Set(['__proto__', 'prototype', 'constructor'])
const step = /(?:^|\.)([^.[\]]+)|\[(\d{1,6})\]/y

/** `customer.orders[0].total` as steps; null where it is no path. */
export function readPath(path: string): readonly Step[] | null {
  if (path === '' || path.startsWith('.') || path.length > longest) return null
  const steps: Step[] = []
  step.lastIndex = 0
  while (step.lastIndex < path.length) {
    const found = step.exec(path)
    if (!found || steps.length === deepest) return null
    const [, name, place] = found
    if (name !== undefined && (name !== name.trim() || inherited.has(name))) return null
    steps.push(name ?? Number(place))
  }
  return steps
}

/** What stands there; undefined where nothing does. Only what the answer itself holds is ever found. */
export function valueAt(answer: unknown, steps: readonly Step[]): unknown {
  let here = answer
  for (const one of steps) {
    if (typeof one === 'number' ? !Array.isArray(here) : typeof here !== 'object' || here === null || Array.isArray(here)) return undefined
    if (!Object.hasOwn(here as object, one)) return undefined
    here = (here as Record<Step, unknown>)[one]
  }
  return here
}
