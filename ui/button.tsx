import type { ComponentProps, ReactNode } from 'react'
import { classes } from './classes.ts'
import { Tooltip } from './tooltip.tsx'

export type ButtonKind = 'primary' | 'secondary' | 'quiet' | 'danger'

export type ButtonProps = ComponentProps<'button'> & {
  kind?: ButtonKind
  size?: 'sm' | 'md'
  /** Why it cannot be pressed now. It stays in reach of the keyboard, so that the reason can be read. */
  refusal?: string | undefined
  busy?: boolean
}

const kinds: Record<ButtonKind, string> = {
  primary: 'bg-accent text-accent-fg hover:bg-accent-hover font-semibold',
  secondary: 'bg-surface text-fg border border-line-strong hover:bg-hover hover:border-control',
  quiet: 'text-fg-2 hover:bg-hover hover:text-fg data-[popup-open]:bg-hover',
  danger: 'bg-red-fill text-red-text border border-red-line/50 hover:border-red-line font-semibold',
}

export function buttonClass(kind: ButtonKind = 'secondary', size: 'sm' | 'md' = 'md'): string {
  return classes(
    'inline-flex shrink-0 items-center justify-center gap-1.5 rounded-[6px] whitespace-nowrap select-none',
    'transition-colors duration-(--motion) aria-disabled:opacity-50 disabled:opacity-50',
    size === 'sm' ? 'h-7 px-2' : 'h-8 px-3',
    kinds[kind],
  )
}

export function Button({ kind = 'secondary', size = 'md', refusal, busy, className, children, onClick, ...rest }: ButtonProps) {
  const button = (
    <button
      type="button"
      {...rest}
      className={classes(buttonClass(kind, size), className)}
      aria-disabled={refusal || busy ? true : undefined}
      aria-busy={busy || undefined}
      onClick={(event) => {
        if (busy || (refusal && !onClick)) event.preventDefault()
        else onClick?.(event)
      }}
    >
      {children}
    </button>
  )
  return refusal ? <Tooltip text={refusal}>{button}</Tooltip> : button
}

type IconButtonProps = Omit<ComponentProps<'button'>, 'children'> & {
  label: string
  keys?: string | undefined
  children?: ReactNode
  plain?: boolean
}

/** A square button that shows a picture; its words are its name and its tooltip. */
export function IconButton({ label, keys, children, className, plain, ...rest }: IconButtonProps) {
  const button = (
    <button
      type="button"
      aria-label={label}
      {...rest}
      className={classes(
        'inline-flex size-7 shrink-0 items-center justify-center rounded-[6px] text-fg-3 transition-colors duration-(--motion)',
        'hover:bg-hover hover:text-fg data-[popup-open]:bg-hover data-[popup-open]:text-fg aria-pressed:text-fg disabled:opacity-40',
        className,
      )}
    >
      {children}
    </button>
  )
  return plain ? (
    button
  ) : (
    <Tooltip text={label} keys={keys}>
      {button}
    </Tooltip>
  )
}
