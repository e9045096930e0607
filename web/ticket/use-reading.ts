import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { api } from '../../client/api.ts'
import { typing } from '../composer/typing.ts'
import { patchRow } from '../live/patch-row.ts'
import type { ShownTicket } from './ticket-page.tsx'

/**
 * Tells the others who has this ticket open, and marks it read once it has been on screen for a moment.
 * Both are courtesies: when the server does not hear them, nothing of the agent's work is lost, so nothing is said.
 */
export function useReading(ticket: ShownTicket): void {
  const { id, reference, unread } = ticket
  const cache = useQueryClient()

  useEffect(() => {
    let stopped = false
    const tell = () => {
      if (!stopped && document.visibilityState === 'visible') say(() => api.tickets.viewing(reference, typing.in(reference)))
    }
    tell()
    const timer = setInterval(tell, 15_000)
    const stopListening = typing.listen(tell)
    document.addEventListener('visibilitychange', tell)
    return () => {
      stopped = true
      clearInterval(timer)
      stopListening()
      document.removeEventListener('visibilitychange', tell)
      say(() => api.tickets.leave(reference))
    }
  }, [reference])

  useEffect(() => {
    if (!unread) return
    const timer = setTimeout(() => {
      if (document.visibilityState !== 'visible') return
      api.tickets.read(reference).then(() => patchRow(cache, id, { unread: false }), ignore)
    }, 600)
    return () => clearTimeout(timer)
  }, [cache, id, reference, unread])
}

let said: Promise<unknown> = Promise.resolve()

/** One after the other: two requests under way at once may arrive in any order, and "left" would undo a later "opened". */
function say(word: () => Promise<unknown>): void {
  said = said.then(word).catch(ignore)
}

function ignore() {}
