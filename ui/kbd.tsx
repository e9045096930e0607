import { classes } from './classes.ts'

const isMac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform)

/** Writes a key the way this machine's keyboard does. */
export function keyName(key: string): string {
  if (key === 'Mod') return isMac ? '⌘' : 'Ctrl'
  if (key === 'Enter') return isMac ? '↵' : 'Enter'
  if (key === 'Shift') return isMac ? '⇧' : 'Shift'
  return key.length === 1 ? key.toUpperCase() : key
}

let shownAs: (keys: string) => string | null = (keys) => keys

/** People may have other keys than the product came with: whoever knows them says so here. Null: there are none now. */
export function showKeysBy(actual: (keys: string) => string | null): void {
  shownAs = actual
}

/** `keys` is what the key map says: "g a" for one after the other, "Mod+Enter" for together. `asIs`: they are not looked up. */
export function Kbd({ keys, asIs, className }: { keys: string; asIs?: boolean; className?: string }) {
  const shown = asIs ? keys : shownAs(keys)
  if (shown === null) return null
  return (
    <span className={classes('inline-flex items-center gap-0.5 align-middle', className)}>
      {shown.split(/[ +]/).map((key, index) => (
        <kbd
          key={index}
          className="inline-flex h-4 min-w-4 items-center justify-center rounded-[4px] border border-line-strong bg-surface px-1 font-sans text-[10px] leading-none text-fg-2"
        >
          {keyName(key)}
        </kbd>
      ))}
    </span>
  )
}
