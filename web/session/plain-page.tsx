import type { ReactNode } from 'react'
import { classes } from '../../ui/classes.ts'
import { LanguageSwitch } from './language-switch.tsx'

/** One calm column for pages outside the workspace. */
export function PlainPage({ children, wide }: { children: ReactNode; wide?: boolean }) {
  return (
    <div className="relative min-h-dvh bg-canvas">
      <header className="absolute top-3 right-3">
        <LanguageSwitch />
      </header>
      <main className="flex min-h-dvh flex-col items-center px-4 py-14 sm:py-[12vh]">
        <p className="mb-6 flex items-center gap-2 text-lg font-semibold">
          <img src="/icon.svg" alt="" width="24" height="24" />
          Statedesk
        </p>
        <div
          className={classes('w-full rounded-[10px] border border-line bg-surface p-6 sm:p-8', wide ? 'max-w-[680px]' : 'max-w-[380px]')}
        >
          {children}
        </div>
      </main>
    </div>
  )
}
