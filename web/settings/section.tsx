import type { UseQueryResult } from '@tanstack/react-query'
import type { FormEvent, ReactNode } from 'react'
import { Button } from '../../ui/button.tsx'
import { ErrorState, Skeleton } from '../../ui/states.tsx'
import { problemText } from '../data/query-client.ts'
import { t } from '../words/index.ts'

type HeadProps = {
  title: string
  text?: string
  children?: ReactNode
  /** A part of a page that has its own head above. */
  isPart?: boolean
}

export function SectionHead({ title, text, children, isPart }: HeadProps) {
  const Title = isPart ? 'h3' : 'h2'
  return (
    <div className="mb-4 flex flex-wrap items-start gap-3 max-sm:flex-col">
      <div className="min-w-0 flex-1">
        <Title className={isPart ? 'font-semibold' : 'text-lg font-semibold'}>{title}</Title>
        {text ? <p className="mt-0.5 text-fg-2">{text}</p> : null}
      </div>
      {children}
    </div>
  )
}

export function LoadingRows() {
  return (
    <div className="appear-late flex flex-col gap-2">
      {[1, 2, 3].map((key) => (
        <Skeleton key={key} className="h-11 w-full" />
      ))}
    </div>
  )
}

type Asked<T> = Pick<UseQueryResult<T>, 'data' | 'error'> & { refetch: () => unknown }

/**
 * The three states a list of settings has before it has items. What is there stays when reading it anew fails: something may
 * have been typed into it.
 */
export function Loaded<T>({ query, children }: { query: Asked<T>; children: (data: T) => ReactNode }) {
  const { data, error } = query
  const retry = () => void query.refetch()
  if (data === undefined) {
    if (!error) return <LoadingRows />
    return <ErrorState title={t.settings.errorTitle} text={problemText(error)} retry={retry} retryLabel={t.tryAgain} />
  }
  return (
    <>
      {error ? (
        <p role="status" className="mb-3 flex flex-wrap items-center gap-x-2 text-xs text-amber-text">
          {t.unsaved.stale} {problemText(error)}
          <button type="button" onClick={retry} className="rounded-[6px] font-semibold hover:underline">
            {t.tryAgain}
          </button>
        </p>
      ) : null}
      {children(data)}
    </>
  )
}

export function Rows({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul aria-label={label} className="divide-y divide-line rounded-[10px] border border-line">
      {children}
    </ul>
  )
}

export function Row({ children }: { children: ReactNode }) {
  return <li className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 px-3 py-1.5">{children}</li>
}

type AddFormProps = {
  button: string
  busy: boolean
  error: unknown
  onSubmit: () => void
  onCancel?: () => void
  children: ReactNode
}

/** A small form that opens in the page, above the list it adds to. */
export function AddForm({ button, busy, error, onSubmit, onCancel, children }: AddFormProps) {
  return (
    <form
      className="mb-4 rounded-[10px] border border-line bg-canvas p-4"
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        onSubmit()
      }}
    >
      <div className="grid gap-3 sm:grid-cols-2">{children}</div>
      {error ? (
        <p role="alert" className="mt-3 text-red-text">
          {problemText(error)}
        </p>
      ) : null}
      <div className="mt-3 flex justify-end gap-2">
        {onCancel ? (
          <Button kind="quiet" onClick={onCancel}>
            {t.cancel}
          </Button>
        ) : null}
        <Button type="submit" kind="primary" busy={busy}>
          {button}
        </Button>
      </div>
    </form>
  )
}
