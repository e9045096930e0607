import { deepFreeze } from './define-lifecycle.ts'
import type { Label, Lifecycle } from './types.ts'

export function word(text: string): Label {
  return { en: text, ja: text, ko: text }
}

/** A lifecycle of two statuses, `off` and `on`, to be bent by one test. */
export function lamp(changes: Partial<Lifecycle>): Lifecycle {
  return deepFreeze({
    key: 'lamp',
    name: word('Lamp'),
    initial: 'off',
    statuses: {
      off: { category: 'open', colour: 'grey', label: word('Off') },
      on: { category: 'open', colour: 'green', label: word('On') },
    },
    transitions: [],
    ...changes,
  })
}
