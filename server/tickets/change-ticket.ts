import type { Context } from '../access/index.ts'
import { type DeskSettings, deskSettings } from '../desks/index.ts'
import { lifecycleVersion } from '../lifecycles/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { AppError, notFound } from '../platform/errors/index.ts'
import { requireCategory } from './about.ts'
import { mailStatusChange } from './customer-notices.ts'
import type { AskLast, Door, MadeWith, OpenInput } from './door.ts'
import { lastChangeBy, lockTicket, lockTicketToMail } from './door.queries.ts'
import type { TakenForMail } from './mailing.queries.ts'
import { finishTransfers } from './finish-transfers.ts'
import { OpenDoor } from './open-door.ts'
import { idIn } from './ticket-address.ts'
import type { Ticket } from './ticket.ts'
import { mayList } from './visible-tickets.ts'

/** Changes one ticket in a transaction of its own. */
export function changeTicket<R>(ctx: Context, input: OpenInput, change: (door: Door) => Promise<R>): Promise<R> {
  return ctx.transaction((tx) => changeTicketIn(ctx, tx, input, change))
}

/**
 * Changes one ticket inside a transaction. More than one ticket is locked in the order of their ids.
 * @returns what `change` gives, or what `askLast` makes of it
 */
export async function changeTicketIn<R, A = R>(
  ctx: Context,
  tx: Tx,
  input: OpenInput,
  change: (door: Door) => Promise<R>,
  askLast?: AskLast<R, A>,
): Promise<A> {
  const locked = await lockAt(tx, input)
  if (!locked || !(input.unseen || mayList(ctx.actor, locked))) throw notFound()
  const { deskSettings: stored, taken, ...ticket } = locked
  if (ticket.purgedAt && ctx.actor.kind !== 'system') throw notFound()
  if (input.expectedVersion !== undefined && input.expectedVersion !== ticket.version) {
    const by = await tx.maybe<{ id: number | null; name: string | null }>(lastChangeBy, [tx.workspaceId, ticket.id])
    throw new AppError('version_conflict', undefined, {
      ticketVersion: ticket.version,
      changedBy: by?.name == null ? null : { id: String(by.id), name: by.name },
    })
  }
  const lifecycle = await lifecycleVersion(tx, ticket.lifecycleVersionId)
  const door = new OpenDoor(ctx, tx, { ticket: { ...ticket }, before: ticket, lifecycle, settings: deskSettings(stored), taken })
  const result = await change(door)
  await requireCategory(door)
  await mailStatusChange(door)
  await finishTransfers(door, changeTicketIn)
  return shut(door, result, askLast)
}

type Locked = Ticket & { deskSettings: unknown; taken?: TakenForMail }

function lockAt(tx: Tx, { ticketId: address, toMail = false }: OpenInput): Promise<Locked | null> {
  const id = typeof address === 'number' ? address : idIn(address)
  const by = toMail ? lockTicketToMail : lockTicket
  return id === null ? tx.maybe(by.reference, [tx.workspaceId, String(address).toUpperCase()]) : tx.maybe(by.id, [tx.workspaceId, id])
}

async function shut<R, A>(door: OpenDoor, result: R, askLast: AskLast<R, A> | undefined): Promise<A> {
  if (askLast) return door.shutAsking(() => askLast(result))
  await door.shut()
  return result as unknown as A
}

/** Makes a ticket: `change` is handed a door without a past. */
export async function makeTicketIn<R, A = R>(
  ctx: Context,
  tx: Tx,
  made: { ticket: Ticket; settings: DeskSettings; made: MadeWith; taken?: TakenForMail },
  change: (door: Door) => Promise<R>,
  askLast?: AskLast<R, A>,
): Promise<A> {
  const lifecycle = await lifecycleVersion(tx, made.ticket.lifecycleVersionId)
  const door = new OpenDoor(ctx, tx, { ...made, before: null, lifecycle })
  return shut(door, await change(door), askLast)
}
