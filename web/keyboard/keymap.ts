/** Which keys mean what. Nothing here touches the page, so that it can be read, listed and tested as it is. */

/** `fixed`: it cannot be given other keys. */
export type Shortcut = { id: string; keys: string; words: string; group: string; fixed?: boolean }

export type KeyPress = { key: string; mod: boolean; shift: boolean; alt: boolean; inText: boolean }

export type KeyState = { prefix: string | null; prefixAt: number }

const prefixLife = 1200

/** Those of Ctrl and Cmd that mean the same inside text; the others, like Ctrl+A, are the text's own there. */
const actInText: ReadonlySet<string> = new Set(['Mod+k', 'Mod+Enter'])

/**
 * What a key press means, given the keys before it.
 * Single letters never fire inside text, combinations with Ctrl or Cmd only where they are nothing to the text.
 */
export function press(state: KeyState, event: KeyPress, known: ReadonlySet<string>, at: number): { state: KeyState; keys: string | null } {
  const none = { state: { prefix: null, prefixAt: 0 }, keys: null }
  if (event.alt) return none
  const name = event.key.length === 1 ? event.key.toLowerCase() : event.key
  if (event.mod) {
    const keys = event.shift ? `Mod+Shift+${name}` : `Mod+${name}`
    return known.has(keys) && (!event.inText || actInText.has(keys)) ? { ...none, keys } : none
  }
  if (event.inText) return none
  if (event.key === 'Shift') return { state, keys: null }

  if (state.prefix && at - state.prefixAt < prefixLife) {
    const keys = `${state.prefix} ${name}`
    return known.has(keys) ? { ...none, keys } : none
  }
  if ([...known].some((keys) => keys.startsWith(`${name} `))) return { state: { prefix: name, prefixAt: at }, keys: null }
  // "?" and "/" need Shift on some keyboards and not on others; a letter with Shift is another key.
  if (event.shift && /^[a-z]$/.test(name)) return known.has(`Shift+${name}`) ? { ...none, keys: `Shift+${name}` } : none
  return known.has(name) ? { ...none, keys: name } : none
}
