import type { App, Context, StaffActor } from '../access/index.ts'
import { sendSignal } from '../platform/events/index.ts'
import { findTicket, mayList } from '../tickets/index.ts'
import { lookAt, lookAway, type SightRow, sightOf, type ViewerRow, viewersOf } from './feed.queries.ts'
import type { Reader } from './reader.ts'

const viewerSeconds = 30

/** Somebody has a ticket open; said again every 15 seconds, forgotten after 30. */
export function viewTicket(ctx: Context<StaffActor>, input: { ref: string; typing: boolean }): Promise<void> {
  return ctx.transaction(async (tx) => {
    const { id } = await findTicket(ctx, tx, input.ref)
    const { news } = await tx.one<{ news: boolean }>(lookAt, [tx.workspaceId, id, ctx.actor.userId, input.typing])
    if (news) tx.afterCommit(() => announce(ctx, id))
  })
}

export function leaveTicket(ctx: Context<StaffActor>, input: { ref: string }): Promise<void> {
  return ctx.transaction(async (tx) => {
    const { id } = await findTicket(ctx, tx, input.ref)
    const left = await tx.run(lookAway, [tx.workspaceId, id, ctx.actor.userId])
    if (left > 0) tx.afterCommit(() => announce(ctx, id))
  })
}

function announce(ctx: Context, ticketId: number): void {
  sendSignal(ctx.app.db, ctx.workspaceId, { type: 'viewing', ticketId }).catch((error: unknown) => {
    ctx.app.log.warn({ err: error }, 'who looks at a ticket was not announced')
  })
}

/** Tells the readers who else has a ticket open, when that changes and when somebody silently went away. */
export function tellViewers(app: App, readersOf: (workspaceId: number) => Reader[]) {
  const watched = new Map<string, { said: string; timer: NodeJS.Timeout | undefined }>()
  const looking = new Map<string, { again: boolean }>()

  /** One look after the other, so that an older answer is never said after a newer one. */
  async function look(workspaceId: number, ticketId: number): Promise<void> {
    const key = `${workspaceId}/${ticketId}`
    const running = looking.get(key)
    if (running) {
      running.again = true
      return
    }
    const turn = { again: true }
    looking.set(key, turn)
    while (turn.again) {
      turn.again = false
      await tell(workspaceId, ticketId).catch((error: unknown) => app.log.warn({ err: error }, 'who looks at a ticket could not be read'))
    }
    looking.delete(key)
  }

  async function tell(workspaceId: number, ticketId: number): Promise<void> {
    const [ticket, viewers] = await app.db.transaction(workspaceId, async (tx) => [
      await tx.maybe<SightRow>(sightOf, [workspaceId, [ticketId]]),
      await tx.many<ViewerRow>(viewersOf, [workspaceId, ticketId]),
    ])
    const key = `${workspaceId}/${ticketId}`
    const before = watched.get(key)
    clearTimeout(before?.timer)
    const shown = viewers.map(({ id, name, typing }) => ({ id: String(id), name, typing }))
    const said = JSON.stringify(shown)
    if (viewers.length === 0) watched.delete(key)
    else {
      const oldest = Math.max(...viewers.map((viewer) => viewer.ageSeconds))
      const timer = setTimeout(() => void look(workspaceId, ticketId), Math.max(500, (viewerSeconds - oldest) * 1_000 + 500))
      timer.unref()
      watched.set(key, { said, timer })
    }
    if (!ticket || said === (before?.said ?? '[]')) return
    for (const reader of readersOf(workspaceId)) {
      if (!mayList(reader.actor, ticket)) continue
      reader.mention('viewing', { ticket: String(ticketId), viewers: shown.filter((viewer) => viewer.id !== String(reader.actor.userId)) })
    }
  }

  return {
    look,
    close() {
      for (const { timer } of watched.values()) clearTimeout(timer)
      watched.clear()
    },
  }
}
