import { classes } from './classes.ts'

const sizes = { 16: 'size-4 text-[8px]', 20: 'size-5 text-[9px]', 24: 'size-6 text-[10px]', 28: 'size-7 text-2xs', 40: 'size-10 text-sm' }

type Props = {
  name: string
  hue?: number | undefined
  size?: keyof typeof sizes
  presence?: 'online' | 'away' | 'offline'
  className?: string
}

/** Initials on a colour of the person's own; beside it there is always the name, so they are drawn and not said. */
export function Avatar({ name, hue, size = 20, presence, className }: Props) {
  const tone = hue ?? hueOf(name)
  return (
    <span
      aria-hidden="true"
      data-initials={initials(name)}
      className={classes(
        'relative inline-flex shrink-0 items-center justify-center rounded-full font-semibold whitespace-nowrap before:content-[attr(data-initials)]',
        sizes[size],
        className,
      )}
      style={{ background: `oklch(0.9 0.055 ${tone})`, color: `oklch(0.36 0.09 ${tone})` }}
    >
      {presence ? <PresenceDot presence={presence} className="absolute -right-0.5 -bottom-0.5 ring-2 ring-canvas" /> : null}
    </span>
  )
}

const presences = { online: 'bg-green-line', away: 'bg-amber-line', offline: 'bg-grey-line' }

export function PresenceDot({ presence, className }: { presence: 'online' | 'away' | 'offline'; className?: string }) {
  return <span aria-hidden="true" className={classes('inline-block size-2 shrink-0 rounded-full', presences[presence], className)} />
}

/** Two letters of a Latin name, one character of any other script: 田中 reads as 田, not as a pair. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean)
  const first = words[0]
  if (!first) return '?'
  const head = [...first][0] ?? '?'
  if (!/\p{Script=Latin}/u.test(head)) return head
  const last = words.length > 1 ? [...(words[words.length - 1] ?? '')][0] : ''
  return (head + (last ?? '')).toUpperCase()
}

function hueOf(name: string): number {
  let sum = 0
  for (const character of name) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 360
  return sum
}
