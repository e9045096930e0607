import { Skeleton } from '../../ui/states.tsx'
import { t } from '../words/index.ts'

export function TicketSkeleton() {
  return (
    <div role="status" aria-label={t.ticket.loading} className="appear-late flex h-full flex-col">
      <div className="flex flex-col gap-3 border-b border-line px-5 py-4">
        <Skeleton className="h-4 w-2/3" />
        <div className="flex gap-2">
          <Skeleton className="h-6 w-20" />
          <Skeleton className="h-6 w-20" />
          <Skeleton className="h-6 w-28" />
        </div>
      </div>
      <ConversationSkeleton />
    </div>
  )
}

export function ConversationSkeleton() {
  return (
    <div className="appear-late flex flex-1 flex-col gap-8 overflow-hidden px-5 py-6">
      {[3, 4, 2].map((lines) => (
        <div key={lines} className="flex gap-3">
          <Skeleton className="size-7 rounded-full" />
          <div className="flex flex-1 flex-col gap-2">
            <Skeleton className="h-3 w-40" />
            {Array.from({ length: lines }, (_, line) => (
              <Skeleton key={line} className="h-3 w-full max-w-[560px]" />
            ))}
          </div>
        </div>
      ))}
    </div>
  )
}
