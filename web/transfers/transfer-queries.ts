import { queryOptions } from '@tanstack/react-query'
import { api } from '../../client/api.ts'

export const transferQueries = {
  /** What happens to a ticket one does not see is told nobody here, so it is asked for now and then. */
  of: (reference: string) =>
    queryOptions({ queryKey: ['transfers', reference], queryFn: () => api.transfers.get(reference), refetchInterval: 30_000 }),
  desks: () => queryOptions({ queryKey: ['transfer-desks'], queryFn: () => api.transfers.desks() }),
  desk: (id: string) => queryOptions({ queryKey: ['transfer-desk', id], queryFn: () => api.transfers.desk(id) }),
}
