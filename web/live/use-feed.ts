import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { Counts, Me } from '../../client/types.ts'
import { setServerTime } from '../../ui/time.ts'
import { connectFeed } from './connect.ts'
import { createSoon, handleEvent } from './handle-event.ts'
import { live } from './live-store.ts'

/** Keeps the cache in step with the server for as long as the workspace is on screen. */
export function useFeed(me: Me, onSignedOut: () => void): void {
  const cache = useQueryClient()
  const latest = useRef(me)
  latest.current = me

  useEffect(() => {
    const counts = cache.getQueriesData<Counts>({ queryKey: ['counts'] }).map(([, data]) => data)
    const known = counts.find((data) => data !== undefined)
    if (known) setServerTime(known.asOf)
    const soon = createSoon()
    const first = latest.current

    return connectFeed(me.id, known ? String(known.position) : null, (message) => {
      if (message.kind === 'state') live.set({ connection: message.state })
      if (message.kind === 'resync') void cache.invalidateQueries()
      if (message.kind === 'signed_out') onSignedOut()
      if (message.kind === 'event') {
        const reader = cache.getQueryData<{ me: Me }>(['session'])?.me ?? first
        handleEvent(cache, reader, message.name, message.data, soon)
      }
    })
  }, [cache, me.id, onSignedOut])
}
