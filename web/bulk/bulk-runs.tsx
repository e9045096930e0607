import { useQuery, useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { api } from '../../client/api.ts'
import type { BulkRun } from '../../client/types.ts'
import { toast } from '../../ui/toast.tsx'
import { queries } from '../data/queries.ts'
import { problemText } from '../data/query-client.ts'
import { t } from '../words/index.ts'
import { nameOfBulk } from './bulk-actions.ts'

const BulkResult = lazy(() => import('./bulk-result.tsx').then((module) => ({ default: module.BulkResult })))

/** A slim line for each bulk change of one's own that runs; when one ends it says what became of it. It is there again after a reload. */
export function BulkRuns() {
  const cache = useQueryClient()
  const running = useQuery({
    ...queries.bulkRunning(),
    staleTime: Number.POSITIVE_INFINITY,
    refetchInterval: (query) => (query.state.data?.items.length ? 1_000 : false),
  })
  const [shown, setShown] = useState<BulkRun | null>(null)
  const known = useRef(new Map<string, BulkRun>())
  const items = running.data?.items

  useEffect(() => {
    if (!items) return
    const ids = new Set(items.map((run) => run.id))
    for (const id of known.current.keys()) {
      if (ids.has(id)) continue
      known.current.delete(id)
      void api.bulk.get(id).then(tell, (error: unknown) => {
        // It ended, whatever became of it.
        refreshLists()
        toast(problemText(error), 'problem')
      })
    }
    for (const run of items) known.current.set(run.id, run)
  })

  function refreshLists() {
    for (const key of ['tickets', 'counts']) void cache.invalidateQueries({ queryKey: [key] })
  }

  function tell(run: BulkRun) {
    refreshLists()
    if (run.failed > 0) {
      const words = run.state === 'cancelled' ? t.bulk.cancelled(nameOf(run), run.done) : t.bulk.partly(nameOf(run), run.done, run.failed)
      return toast(words, run.done > 0 ? 'done' : 'problem', { label: t.bulk.showFailed, run: () => setShown(run) })
    }
    if (run.state === 'cancelled') return toast(t.bulk.cancelled(nameOf(run), run.done), 'done', undoOf(run))
    toast(run.undoOf ? t.bulk.takenBack(run.done) : t.bulk.done(nameOf(run), run.done), 'done', undoOf(run))
  }

  const undoOf = (run: BulkRun) => (run.undoable ? { label: t.undo, run: () => void undo(run.id) } : undefined)

  async function undo(id: string) {
    try {
      add(await api.bulk.undo(id))
    } catch (error) {
      toast(problemText(error), 'problem')
    }
  }

  function add(run: BulkRun) {
    cache.setQueryData(queries.bulkRunning().queryKey, (old) => ({ items: [run, ...(old?.items ?? [])], nextCursor: null }))
  }

  return (
    <>
      {items?.map((run) => (
        <RunLine key={run.id} run={run} />
      ))}
      {shown ? (
        <Suspense>
          <BulkResult run={shown} onUndo={() => void undo(shown.id)} onClose={() => setShown(null)} />
        </Suspense>
      ) : null}
    </>
  )
}

function nameOf(run: BulkRun): string {
  return nameOfBulk(run.action)
}

function RunLine({ run }: { run: BulkRun }) {
  const cache = useQueryClient()
  const done = run.done + run.failed
  const words = t.bulk.running(run.undoOf ? t.bulk.undoing : nameOf(run), done, run.total)
  return (
    <div data-testid="bulk-run" className="relative flex h-8 shrink-0 items-center gap-3 bg-blue-fill px-4 text-xs text-blue-text">
      <span className="tabular min-w-0 truncate">{words}</span>
      <button
        type="button"
        className="h-6 shrink-0 rounded-[6px] px-2 font-semibold hover:bg-hover"
        onClick={() =>
          void api.bulk.cancel(run.id).then(
            () => cache.invalidateQueries({ queryKey: queries.bulkRunning().queryKey }),
            (error: unknown) => toast(problemText(error), 'problem'),
          )
        }
      >
        {t.bulk.cancel}
      </button>
      <progress className="sr-only" aria-label={words} max={run.total} value={done} />
      <span aria-hidden="true" className="absolute inset-x-0 bottom-0 h-0.5 bg-line">
        <span
          className="block h-full bg-accent transition-[width] duration-300 motion-reduce:transition-none"
          style={{ width: `${run.total ? (done / run.total) * 100 : 0}%` }}
        />
      </span>
    </div>
  )
}
