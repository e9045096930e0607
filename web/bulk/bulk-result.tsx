import { useInfiniteQuery } from '@tanstack/react-query'
import type { BulkRun } from '../../client/types.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogFoot } from '../../ui/dialog.tsx'
import { queries } from '../data/queries.ts'
import { problemText } from '../data/query-client.ts'
import { TicketLink } from '../ticket/ticket-link.tsx'
import { selection } from '../tickets/selection.ts'
import { t } from '../words/index.ts'

/** What a bulk change could not be done to, and why; those can be chosen again. */
export function BulkResult({ run, onUndo, onClose }: { run: BulkRun; onUndo: () => void; onClose: () => void }) {
  const failures = useInfiniteQuery(queries.bulkFailures(run.id))
  const rows = failures.data?.pages.flatMap((page) => page.items) ?? []
  const choosable = rows.filter((row) => row.reference !== null).map((row) => row.ticket)
  return (
    <Dialog
      open
      onClose={onClose}
      title={t.bulk.resultTitle}
      description={t.bulk.resultText(run.done, run.failed)}
      closeLabel={t.close}
      width="max-w-[560px]"
    >
      <DialogBody>
        {failures.isError ? <p className="text-red-text">{problemText(failures.error)}</p> : null}
        {failures.isPending ? <p className="text-fg-3">{t.loading}</p> : null}
        <ul className="flex flex-col divide-y divide-line">
          {rows.map((row) => (
            <li key={row.ticket} className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 py-1.5">
              <span className="w-24 shrink-0" onClickCapture={onClose}>
                {row.reference ? <TicketLink reference={row.reference} /> : <span className="text-xs text-fg-3">{t.bulk.gone}</span>}
              </span>
              <span className="min-w-0 flex-1 basis-60 text-fg-2">{row.reason}</span>
            </li>
          ))}
        </ul>
        {failures.hasNextPage ? (
          <Button size="sm" kind="quiet" className="mt-2" busy={failures.isFetchingNextPage} onClick={() => void failures.fetchNextPage()}>
            {t.bulk.moreFailures}
          </Button>
        ) : null}
      </DialogBody>
      <DialogFoot>
        {run.undoable ? (
          <Button
            kind="quiet"
            onClick={() => {
              onUndo()
              onClose()
            }}
          >
            {t.bulk.takeBack}
          </Button>
        ) : null}
        <Button
          kind="primary"
          disabled={choosable.length === 0}
          onClick={() => {
            selection.select(choosable)
            onClose()
          }}
        >
          {t.bulk.selectFailed}
        </Button>
      </DialogFoot>
    </Dialog>
  )
}
