/** A promise that did not hold, with what is needed to look at it. */
export interface Broken {
  readonly promise:
    | 'P1'
    | 'P2'
    | 'P3'
    | 'P4'
    | 'P5'
    | 'P6'
    | 'P7'
    | 'P8'
    | 'P9'
    | 'P10'
    | 'API'
    | 'start'
    | 'drain'
    | 'leftovers'
    | 'TLS'
    | 'harness'
  readonly what: string
}

export type Say = (promise: Broken['promise'], what: string) => void

export function collector(): { readonly broken: Broken[]; readonly say: Say } {
  const broken: Broken[] = []
  return { broken, say: (promise, what) => void broken.push({ promise, what }) }
}

export function grouped<T>(items: Iterable<T>, keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group) group.push(item)
    else groups.set(keyOf(item), [item])
  }
  return groups
}
