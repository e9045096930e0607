import type { Lifecycle, Region, Status, Transition } from './types.ts'

type RegionOf<K extends string> = Omit<Region, 'statuses'> & { readonly statuses: readonly K[] }

type TransitionOf<K extends string> = Omit<Transition, 'from' | 'to' | 'asked'> & {
  readonly from: readonly K[]
  readonly to?: K | 'stay'
  readonly asked?: readonly K[]
}

/** A lifecycle whose rows may name only its own statuses. */
export type LifecycleOf<K extends string> = Omit<Lifecycle, 'initial' | 'statuses' | 'regions' | 'transitions'> & {
  readonly statuses: Readonly<Record<K, Status>>
  readonly initial: NoInfer<K>
  readonly regions?: readonly RegionOf<NoInfer<K>>[]
  readonly transitions: readonly TransitionOf<NoInfer<K>>[]
}

/**
 * Writes a lifecycle down. A row that names a status the lifecycle does not have is a type error, and the result is frozen: the engine
 * compiles a lifecycle once and remembers it.
 *
 * @example
 * const lamp = defineLifecycle({
 *   key: 'lamp',
 *   name: { en: 'Lamp', ja: 'ランプ', ko: '램프' },
 *   initial: 'open',
 *   statuses: {
 *     open: { category: 'open', colour: 'blue', label: { en: 'Open', ja: '対応中', ko: '진행 중' } },
 *     done: { category: 'closed', colour: 'grey', label: { en: 'Done', ja: '完了', ko: '완료' }, final: true },
 *   },
 *   transitions: [{ on: 'close', from: ['open'], to: 'done', by: ['agent', 'admin'] }],
 * })
 */
export function defineLifecycle<K extends string>(lifecycle: LifecycleOf<K>): Lifecycle {
  return deepFreeze(lifecycle)
}

export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  Object.freeze(value)
  for (const part of Object.values(value)) deepFreeze(part)
  return value
}
