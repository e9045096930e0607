import type { Step, SystemLine } from '../../lifecycle/index.ts'
import type { Door, EffectWords } from './door.ts'

type StepEffect = Step['effects'][number]

/** One handler per named effect; the type makes a forgotten one a compile error. */
export type EffectHandlers = Record<Extract<StepEffect, string>, (door: Door, words: EffectWords) => Promise<void> | void>

let registered: { handlers: EffectHandlers; sayLine: (door: Door, line: SystemLine) => Promise<void> } | null = null

/** The door knows no effect by name; they tell it who carries them out. */
export function registerEffects(handlers: EffectHandlers, sayLine: (door: Door, line: SystemLine) => Promise<void>): void {
  registered = { handlers, sayLine }
}

export async function runEffect(door: Door, effect: StepEffect, words: EffectWords): Promise<void> {
  if (!registered) throw new Error('no effects are registered')
  if (typeof effect === 'string') await registered.handlers[effect](door, words)
  else await registered.sayLine(door, effect.systemLine)
}
