/** Chance as whole numbers, quick and the same for the same seed (mulberry32). */
export interface Dice {
  /** From 0 up to, never including, 2^32. */
  next(): number
  below(limit: number): number
}

export function dice(seed: number): Dice {
  let state = seed | 0
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
  return { next, below: (limit) => Math.floor((next() / 4_294_967_296) * limit) }
}

/** A number that depends on all bits of both: what one ticket draws does not depend on the others. */
export function mix(seed: number, index: number): number {
  let h = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ index
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}
