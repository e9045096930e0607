import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { isProblem } from '../../client/client.ts'
import { toast } from '../../ui/toast.tsx'
import { t } from '../words/index.ts'

/** The one cache of server data. The live feed keeps it fresh, so nothing is asked again just because a window got the focus. */
export const queryClient = new QueryClient({
  defaultOptions: {
    // Without a connection a request fails at once and says so. Held back, an act would be done whenever the line comes back,
    // when nobody expects it any more.
    mutations: { networkMode: 'always' },
    queries: {
      networkMode: 'always',
      refetchOnReconnect: true,
      staleTime: 30_000,
      gcTime: 10 * 60_000,
      refetchOnWindowFocus: false,
      retry: (failures, error) => failures < 2 && !(isProblem(error) && error.status >= 400 && error.status < 500),
      retryDelay: (attempt) => 400 * 2 ** attempt,
    },
  },
  queryCache: new QueryCache({ onError: noticeSignedOut }),
  mutationCache: new MutationCache({
    onError: (error, _variables, _context, mutation) => {
      noticeSignedOut(error)
      // A form that shows the problem beside its fields says so, and then nothing pops up as well.
      if (mutation.meta?.showsProblem !== true) toast(problemText(error), 'problem')
    },
  }),
})

/** The session ended, here or from another browser: the workspace listens and goes to the sign-in page, keeping the address. */
export const signedOutEvent = 'statedesk:signed-out'

function noticeSignedOut(error: unknown) {
  if (isProblem(error, 'not_signed_in')) dispatchEvent(new Event(signedOutEvent))
}

export function problemText(error: unknown): string {
  if (isProblem(error, 'unreachable')) return t.errors.unreachable
  if (isProblem(error) && error.code === `http_${error.status}`) return t.errors.notUnderstood(error.status)
  if (isProblem(error)) {
    const fields = error.errors.map((field) => field.message).join(' ')
    return fields && !error.detail.includes(fields) ? `${error.detail} ${fields}` : error.detail
  }
  return t.errors.unexpected
}
