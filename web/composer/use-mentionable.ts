import { useCallback, useRef } from 'react'
import { api } from '../../client/api.ts'
import type { Person } from '../../client/types.ts'
import { useMe } from '../session/me.ts'

/** Colleagues who see the ticket, asked for once, by what stands after the “@”. */
export function useMentionable(reference: string): (text: string) => Promise<Person[]> {
  const me = useMe()
  const asked = useRef<Promise<Person[]>>(undefined)
  return useCallback(
    async (text) => {
      asked.current ??= api.messages.mentionable(reference).then(({ items }) => items)
      const people = await asked.current.catch(() => {
        asked.current = undefined
        return []
      })
      const wanted = text.toLocaleLowerCase()
      return people.filter(({ id, name }) => id !== me.id && name.toLocaleLowerCase().includes(wanted)).slice(0, 8)
    },
    [reference, me.id],
  )
}
