import { Trash2 } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import type { TicketQuery } from '../../client/types.ts'
import { Button } from '../../ui/button.tsx'
import { may, useMe } from '../session/me.ts'
import { t } from '../words/index.ts'
import { onOf, useCountOf } from './use-bulk.ts'

const BulkDialog = lazy(() => import('./bulk-dialog.tsx').then((module) => ({ default: module.BulkDialog })))

/** Above the trash and the spam folder: how much lies there, and for those who may a way to be rid of all of it. */
export function FolderBar({ query }: { query: TicketQuery }) {
  return may(useMe(), 'tickets.purge') ? <Emptying query={query} /> : null
}

function Emptying({ query }: { query: TicketQuery }) {
  const count = useCountOf(query).data
  const [asking, setAsking] = useState(false)
  return (
    <div className="flex h-10 shrink-0 items-center gap-2 border-b border-line bg-sunken pr-2 pl-4 text-xs text-fg-2">
      <span className="tabular min-w-0 flex-1 truncate">{count === undefined ? '' : t.bulk.folder(count)}</span>
      <Button size="sm" kind="quiet" onClick={() => setAsking(true)}>
        <Trash2 size={14} />
        {query.view === 'trash' ? t.bulk.emptyTrash : t.bulk.emptySpam}
      </Button>
      {asking ? (
        <Suspense>
          <BulkDialog act={{ action: 'purge' }} on={onOf({ ids: new Set(), allMatching: query })} onClose={() => setAsking(false)} />
        </Suspense>
      ) : null}
    </div>
  )
}
