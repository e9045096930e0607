import { MessageSquareText } from 'lucide-react'
import { Kbd } from '../../ui/kbd.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { t } from '../words/index.ts'

export function NoTicket() {
  return (
    <div className="flex h-full items-center justify-center bg-canvas">
      <EmptyState
        icon={<MessageSquareText size={18} />}
        title={t.ticket.none}
        text={
          <span className="inline-flex flex-wrap items-center justify-center gap-x-3 gap-y-1 text-fg-3">
            <span>
              <Kbd keys="j" />
              <Kbd keys="k" /> {t.ticket.noneMove}
            </span>
            <span>
              <Kbd keys="Enter" /> {t.ticket.noneOpen}
            </span>
            <span>
              <Kbd keys="?" /> {t.ticket.noneHelp}
            </span>
          </span>
        }
      />
    </div>
  )
}
