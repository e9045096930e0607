import { useSuspenseQuery } from '@tanstack/react-query'
import type { DeskSummary, Me } from '../../client/types.ts'
import { queries } from '../data/queries.ts'

/** The signed-in agent. Only used below the workspace route, which has loaded it. */
export function useMe(): Me {
  return useSuspenseQuery(queries.session()).data.me
}

export function useDesk(id: string | undefined): DeskSummary | undefined {
  return useMe().desks.find((desk) => desk.id === id)
}

export type Permission = Me['permissions'][number]

export function may(me: Me, permission: Permission): boolean {
  return me.permissions.includes(permission)
}
