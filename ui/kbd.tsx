import { classes } from './classes.ts'

const isMac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform)

/** Writes a key the way this machine's keyboard does. */
export function keyName(key: string): string {
  if (key === 'Mod') return isMac ? '⌘' : 'Ctrl'
  if (key === 'Enter') return isMac ? '↵' : 'Enter'
  if (key === 'Shift') return isMac ? '⇧' : 'Shift'
  return key.length === 1 ? key.toUpperCase() : key
}

/** `keys` is what the key map says: "g a" for one after the other, "Mod+Enter" for together. */
export function Kbd({ keys, className }: { keys: string; className?: string }) {
  return (
    <span className={classes('inline-flex items-center gap-0.5 align-middle', className)}>
      {keys.split(/[ +]/).map((key, index) => (
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
