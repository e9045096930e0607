import { ArrowLeft } from 'lucide-react'
import type { ReactNode } from 'react'
import { mayLeave } from '../../ui/unsaved.ts'

/** From one of a list back to the list. */
export function BackButton({ onBack, children }: { onBack: () => void; children: ReactNode }) {
  return (
    <button
      type="button"
      onClick={async () => (await mayLeave()) && onBack()}
      className="mb-3 -ml-1 flex h-7 w-fit items-center gap-1.5 rounded-[6px] px-1 text-fg-2 hover:bg-hover"
    >
      <ArrowLeft size={15} />
      {children}
    </button>
  )
}
