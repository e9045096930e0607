import type { ReactNode } from 'react'

export function Section({ title, action, children }: { title: string; action?: ReactNode; children: ReactNode }) {
  return (
    <section className="px-4 py-3">
      <div className="mb-1.5 flex h-6 items-center justify-between">
        <h2 className="text-xs font-semibold text-fg-2">{title}</h2>
        {action}
      </div>
      {children}
    </section>
  )
}

export function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex min-h-7 items-center">
      <dt className="w-24 shrink-0 text-fg-3">{name}</dt>
      <dd className="flex min-w-0 flex-1">{children}</dd>
    </div>
  )
}

/** A value that opens its menu. */
export function Value({ children, ...rest }: { children: ReactNode }) {
  return (
    <button
      type="button"
      {...rest}
      className="flex h-7 max-w-full min-w-0 items-center gap-1.5 truncate rounded-[6px] px-1.5 transition-colors hover:bg-hover data-[popup-open]:bg-hover"
    >
      {children}
    </button>
  )
}
