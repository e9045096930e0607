import { Menu as MenuIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { IconButton } from '../../ui/button.tsx'
import { t } from '../words/index.ts'
import { useShell } from './shell-context.ts'

/** A page beside the sidebar that is not the ticket list: a head that stays, and content that scrolls. */
export function PageFrame({
  title,
  text,
  actions,
  children,
}: {
  title: string
  text?: ReactNode
  actions?: ReactNode
  children: ReactNode
}) {
  const { openSidebar } = useShell()
  return (
    <div className="flex h-full flex-col">
      <header className="flex min-h-12 shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line py-2 pr-3 pl-4">
        <IconButton label={t.shell.navigation} onClick={openSidebar} className="-ml-2 lg:hidden">
          <MenuIcon size={16} />
        </IconButton>
        <h1 className="text-lg font-semibold">{title}</h1>
        {text ? <p className="text-fg-3 max-md:hidden">{text}</p> : null}
        <div className="ml-auto flex items-center gap-1">{actions}</div>
      </header>
      <div className="min-h-0 flex-1">{children}</div>
    </div>
  )
}
