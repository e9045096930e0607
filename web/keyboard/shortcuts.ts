import { showKeysBy } from '../../ui/kbd.tsx'
import { preferences } from '../session/preferences.ts'
import { views } from '../tickets/views.ts'
import { t } from '../words/index.ts'
import type { Shortcut } from './keymap.ts'
import { type KeyChoices, remapped } from './remap.ts'

/** The keys of the product, in the order of the help sheet. `id` names the act of the ticket where there is one. */
export const shortcuts: Shortcut[] = [
  { id: 'next', keys: 'j', words: t.keys.next, group: t.keys.moving },
  { id: 'previous', keys: 'k', words: t.keys.previous, group: t.keys.moving },
  { id: 'select', keys: 'x', words: t.keys.select, group: t.keys.moving },
  { id: 'open', keys: 'Enter', words: t.keys.open, group: t.keys.moving, fixed: true },
  { id: 'back', keys: 'u', words: t.keys.back, group: t.keys.moving },
  { id: 'select-next', keys: 'Shift+j', words: t.finding.keys.selectNext, group: t.keys.moving, fixed: true },
  { id: 'select-previous', keys: 'Shift+k', words: t.finding.keys.selectPrevious, group: t.keys.moving, fixed: true },
  { id: 'search', keys: '/', words: t.keys.search, group: t.keys.moving },
  { id: 'palette', keys: 'Mod+k', words: t.keys.palette, group: t.keys.moving, fixed: true },
  { id: 'reply', keys: 'r', words: t.keys.reply, group: t.keys.acting },
  { id: 'note', keys: 'n', words: t.keys.note, group: t.keys.acting },
  { id: 'send', keys: 'Mod+Enter', words: t.keys.send, group: t.keys.acting, fixed: true },
  { id: 'take', keys: 'i', words: t.keys.take, group: t.keys.acting },
  { id: 'keep', keys: 'q', words: t.transfers.keys.keep, group: t.keys.acting },
  { id: 'assign', keys: 'a', words: t.keys.assign, group: t.keys.acting },
  { id: 'forward', keys: 'w', words: t.transfers.keys.forward, group: t.keys.acting },
  { id: 'transfer', keys: 't', words: t.transfers.keys.transfer, group: t.keys.acting },
  { id: 'transfer-to-desk', keys: 'd', words: t.transfers.keys.toDesk, group: t.keys.acting },
  { id: 'customer-told', keys: 'o', words: t.transfers.keys.told, group: t.keys.acting },
  { id: 'status', keys: 's', words: t.keys.status, group: t.keys.acting },
  { id: 'priority', keys: 'p', words: t.keys.priority, group: t.keys.acting },
  { id: 'label', keys: 'l', words: t.keys.label, group: t.keys.acting },
  { id: 'snooze', keys: 'h', words: t.keys.snooze, group: t.keys.acting },
  { id: 'resolve', keys: 'e', words: t.keys.resolve, group: t.keys.acting },
  { id: 'merge', keys: 'm', words: t.keys.merge, group: t.keys.acting },
  { id: 'mask', keys: 'b', words: t.masking.maskSelected, group: t.keys.acting },
  { id: 'star', keys: 'f', words: t.keys.star, group: t.keys.acting },
  { id: 'new', keys: 'c', words: t.keys.create, group: t.keys.acting },
  { id: 'help', keys: '?', words: t.keys.help, group: t.keys.acting },
  ...views.map((view) => ({ id: `view ${view.key}`, keys: `g ${view.letter}`, words: view.name, group: t.keys.going })),
  { id: 'dashboard', keys: 'g n', words: t.dashboard.show, group: t.keys.going },
  // The first of nine.
  { id: 'saved-view', keys: 'g 1', words: t.finding.keys.savedView, group: t.keys.going, fixed: true },
  { id: 'info-search', keys: 'g l', words: t.info.search, group: t.keys.going },
  { id: 'outbox', keys: 'g o', words: t.outbox.title, group: t.keys.going },
  { id: 'settings', keys: 'g ,', words: t.settings.title, group: t.keys.going },
]

let choices: KeyChoices | undefined
let known: ReadonlyMap<string, string | null> = new Map()

/** The keys that are pressed now for those the product came with; null where there are none. What is no shortcut stays itself. */
export function actualKeys(keys: string): string | null {
  const { keys: own, shortcuts: letters } = preferences()
  if (own !== choices) {
    choices = own
    known = remapped(shortcuts, own)
  }
  const actual = known.get(keys)
  if (actual === undefined) return keys
  return letters || actual === null || actual.startsWith('Mod+') ? actual : null
}

/** The keys of an act, as they came; `Kbd` shows them as they are now. */
export function shortcutFor(action: string): string | undefined {
  return shortcuts.find((shortcut) => shortcut.id === action)?.keys
}

showKeysBy(actualKeys)
