import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '../../client/api.ts'
import type { BulkAct, BulkInput, BulkRun, Page, TicketQuery } from '../../client/types.ts'
import { idempotencyKey } from '../composer/idempotency-key.ts'
import { queries } from '../data/queries.ts'
import { selection } from '../tickets/selection.ts'
import { t } from '../words/index.ts'
import type { BulkName } from './bulk-actions.ts'

export type BulkOn = BulkInput['on']

/** The chosen tickets as the server takes them: by id, or by the query of their list. */
export function onOf({ ids, allMatching }: { ids: ReadonlySet<string>; allMatching: TicketQuery | null }): BulkOn {
  if (!allMatching) return { ids: [...ids] }
  const query = Object.fromEntries(Object.entries(allMatching).map(([name, value]) => [name, String(value)]))
  return { query } as BulkOn
}

/** Why the server would refuse this person an action on many tickets, as a sentence; nothing where they may. */
export function useBulkRefusal(): (action: BulkName) => string | undefined {
  const { data } = useQuery({ queryKey: ['bulk', 'actions'], queryFn: api.bulk.actions, staleTime: 5 * 60_000 })
  return (action) => {
    const missing = data?.items.find((item) => item.action === action)?.missing
    return missing ? t.bulk.needs(missing) : undefined
  }
}

/** How many tickets a list shows from its first row to its last. Starring refuses nobody, so asking about it counts. */
export function useCountOf(query: TicketQuery | null) {
  return useQuery({
    queryKey: ['bulk', 'count', query],
    queryFn: () => api.bulk.preview({ act: { action: 'star' }, on: onOf({ ids: new Set(), allMatching: query }) }),
    enabled: query !== null,
    staleTime: 10_000,
    select: (preview) => preview.count,
  })
}

/** Starts a change of many tickets; its progress shows above the page from then on. */
export function useStartBulk() {
  const cache = useQueryClient()
  return useMutation({
    meta: { showsProblem: true },
    mutationFn: ({ act, on, key = idempotencyKey() }: { act: BulkAct; on: BulkOn; key?: string }) => api.bulk.start({ act, on }, key),
    onSuccess: (run) => {
      selection.clear()
      showRun(run)
    },
  })

  function showRun(run: BulkRun) {
    cache.setQueryData<Page<BulkRun>>(queries.bulkRunning().queryKey, (old) => ({
      items: [run, ...(old?.items ?? []).filter((one) => one.id !== run.id)],
      nextCursor: null,
    }))
  }
}
