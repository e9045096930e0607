import type { ReactNode } from 'react'

export const itemClass =
  'group flex h-[30px] items-center gap-2 rounded-[6px] px-2 text-fg-2 transition-colors hover:bg-hover hover:text-fg aria-[current]:bg-pressed aria-[current]:text-fg aria-[current]:font-semibold'

export function SidebarGroup({ label, action, children }: { label: string; action?: ReactNode; children: ReactNode }) {
  return (
    <section aria-label={label} className="mt-2">
      <div className="flex h-6 items-center justify-between pr-1 pl-2">
        <h2 className="text-2xs text-fg-3">{label}</h2>
        {action}
      </div>
      {children}
    </section>
  )
}
