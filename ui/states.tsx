import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from './button.tsx'
import { classes } from './classes.ts'

type StateProps = {
  icon?: ReactNode
  title: string
  text?: ReactNode
  action?: ReactNode
  className?: string
  /** It stands for the whole page, whose first heading it is. */
  isPage?: boolean
}

/** What a screen says when it has nothing to show: what this is, and the one next step. */
export function EmptyState({ icon, title, text, action, className, isPage }: StateProps) {
  const Title = isPage ? 'h1' : 'p'
  return (
    <div data-testid="empty-state" className={classes('flex flex-col items-center justify-center px-6 py-16 text-center', className)}>
      {icon ? <div className="mb-3 flex size-10 items-center justify-center rounded-full bg-sunken text-fg-3">{icon}</div> : null}
      <Title className="font-semibold text-fg">{title}</Title>
      {text ? <div className="mt-1 max-w-80 text-balance text-fg-2">{text}</div> : null}
      {action ? <div className="mt-4">{action}</div> : null}
    </div>
  )
}

type ErrorProps = { title: string; text: string; retry: () => void; retryLabel: string; isPage?: boolean }

export function ErrorState({ title, text, retry, retryLabel, isPage }: ErrorProps) {
  return (
    <div role="alert">
      <EmptyState
        isPage={isPage}
        icon={<CircleAlert size={18} />}
        title={title}
        text={text}
        action={<Button onClick={retry}>{retryLabel}</Button>}
      />
    </div>
  )
}

export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden="true" className={classes('skeleton block', className)} />
}

export type Tone = 'info' | 'amber' | 'red' | 'green'
const tones: Record<Tone, string> = {
  info: 'bg-blue-fill text-blue-text',
  amber: 'bg-amber-fill text-amber-text',
  red: 'bg-red-fill text-red-text',
  green: 'bg-green-fill text-green-text',
}

/** One line above the content that says what is special about it. */
export function Banner({
  tone = 'info',
  icon,
  children,
  action,
  tall,
}: {
  tone?: Tone
  icon?: ReactNode
  children: ReactNode
  action?: ReactNode
  /** It has several lines: its icon stands beside the first. */
  tall?: boolean
}) {
  return (
    <div className={classes('flex min-h-9 gap-2 px-4 py-1.5', tall ? 'items-start' : 'items-center', tones[tone])}>
      {icon ? <span className={classes('shrink-0', tall && 'mt-0.5')}>{icon}</span> : null}
      <div className="min-w-0 flex-1">{children}</div>
      {action}
    </div>
  )
}
