import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { Counts, FeedEvent, Me } from '../../client/types.ts'
import { setServerTime } from '../../ui/time.ts'
import { catchUp } from './catch-up.ts'
import { connectFeed } from './connect.ts'
import { followVersions } from './follow-versions.ts'
import { handleEvent } from './handle-event.ts'
import { live } from './live-store.ts'
import { createSoon } from './soon.ts'

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
    const reader = () => cache.getQueryData<{ me: Me }>(['session'])?.me ?? first
    const answers = catchUp(cache, reader, soon)
    const unfollow = followVersions(cache, soon)

    const leave = connectFeed(me.id, known ? String(known.position) : null, (message) => {
      if (message.kind === 'state') live.set({ connection: message.state })
      if (message.kind === 'resync') void cache.invalidateQueries()
      if (message.kind === 'signed_out') onSignedOut()
      if (message.kind === 'event') {
        handleEvent(cache, reader(), message.name, message.data, soon)
        const event = message.data as Partial<FeedEvent> | null
        if (event?.reference && event.ticketId) answers.heard(event as FeedEvent)
        if (message.name === 'ticket.left') answers.left((message.data as { id: string }).id)
      }
    })
    return () => {
      leave()
      answers.stop()
      unfollow()
    }
  }, [cache, me.id, onSignedOut])
}
