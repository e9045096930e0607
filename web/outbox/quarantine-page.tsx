import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { MailWarning } from 'lucide-react'
import { api } from '../../client/api.ts'
import type { QuarantineItem } from '../../client/types.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState, ErrorState, Skeleton } from '../../ui/states.tsx'
import { toast } from '../../ui/toast.tsx'
import { queries } from '../data/queries.ts'
import { problemText } from '../data/query-client.ts'
import { When } from '../session/when.tsx'
import { PageFrame } from '../shell/page-frame.tsx'
import { t } from '../words/index.ts'

/** Mail that was accepted but could not be read: kept with its bytes, explained, and read again on demand. */
export function QuarantinePage() {
  const list = useQuery(queries.quarantine())
  const items = list.data?.items ?? []
  return (
    <PageFrame title={t.quarantine.title} text={t.quarantine.text}>
      <div className="scroll-quiet h-full overflow-y-auto">
        {list.isPending ? (
          <Skeleton className="appear-late m-6 h-16" />
        ) : list.isError ? (
          <ErrorState
            title={t.quarantine.errorTitle}
            text={problemText(list.error)}
            retry={() => void list.refetch()}
            retryLabel={t.tryAgain}
          />
        ) : items.length === 0 ? (
          <EmptyState icon={<MailWarning size={18} />} title={t.quarantine.empty} text={t.quarantine.emptyText} />
        ) : (
          <ul aria-label={t.quarantine.title} className="mx-auto max-w-[820px] divide-y divide-line px-4 md:px-6">
            {items.map((item) => (
              <Row key={item.id} item={item} />
            ))}
          </ul>
        )}
      </div>
    </PageFrame>
  )
}

function Row({ item }: { item: QuarantineItem }) {
  const cache = useQueryClient()
  const replay = useMutation({
    meta: { showsProblem: true },
    mutationFn: () => api.quarantine.replay(item.id),
    onSuccess: () => {
      toast(t.quarantine.replayed)
      void cache.invalidateQueries({ queryKey: ['quarantine'] })
    },
  })
  return (
    <li className="flex flex-wrap items-start gap-3 py-4">
      <div className="min-w-0 flex-1 basis-60">
        <p dir="auto" className="font-semibold break-words">
          {item.subject}
        </p>
        <p className="text-fg-2">
          {item.from} · {item.address} · <When at={item.receivedAt} form="clock" />
        </p>
        <p className="mt-1 text-amber-text">{item.error}</p>
        {replay.isError ? (
          <p role="alert" className="mt-1 text-red-text">
            {problemText(replay.error)}
          </p>
        ) : null}
      </div>
      <Button size="sm" busy={replay.isPending} onClick={() => replay.mutate()}>
        {t.quarantine.replay}
      </Button>
    </li>
  )
}
