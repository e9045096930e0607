import type { ReactNode } from 'react'
import { Button } from '../../ui/button.tsx'
import { t } from '../words/index.ts'

type Props = { by: string | null | undefined; children: ReactNode; onTake: () => void; onKeep: () => void }

/** Somebody was faster: their version stands beside what was typed, and one of the two is chosen. */
export function ConflictNote({ by, children, onTake, onKeep }: Props) {
  return (
    <section role="alert" className="rounded-[10px] border border-amber-line/60 bg-amber-fill p-4">
      <h3 className="font-semibold text-amber-text">{t.texts.conflict.title}</h3>
      <p className="mt-0.5 text-fg-2">{t.texts.conflict.text(by ?? t.texts.conflict.somebody)}</p>
      <div className="mt-3 max-h-48 overflow-y-auto rounded-[6px] border border-line bg-surface p-3">
        <p className="mb-1 text-xs font-semibold text-fg-2">{t.texts.conflict.theirs}</p>
        {children}
      </div>
      <div className="mt-3 flex flex-wrap justify-end gap-2">
        <Button onClick={onTake}>{t.texts.conflict.takeTheirs}</Button>
        <Button kind="primary" onClick={onKeep}>
          {t.texts.conflict.keepMine}
        </Button>
      </div>
    </section>
  )
}
