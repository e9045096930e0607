import type { ReactNode } from 'react'
import { Button } from '../../ui/button.tsx'
import { t } from '../words/index.ts'

/** Whom or what a ticket goes to, and the way back to the choice where there is one. */
export function Chosen({ mark, name, onOther }: { mark: ReactNode; name: string; onOther: (() => void) | undefined }) {
  return (
    <div className="flex items-center gap-2 rounded-[10px] border border-line py-2 pr-2 pl-3">
      {mark}
      <span dir="auto" className="min-w-0 flex-1 truncate py-0.5 font-semibold">
        {name}
      </span>
      {onOther ? (
        <Button size="sm" kind="quiet" onClick={onOther}>
          {t.transfers.other}
        </Button>
      ) : null}
    </div>
  )
}
