import type { Context, StaffActor } from '../access/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { notFound } from '../platform/errors/index.ts'
import {
  contactById,
  contactByIdentity,
  findContacts,
  insertContact,
  insertIdentity,
  lockIdentity,
  nameContact,
  verifyIdentity,
} from './people.queries.ts'

export interface KnownContact {
  id: number
  name: string
  email: string
}

/** The contact with this mail address; made when there is none. Two mails at the same moment find the same contact. */
export async function contactByMail(
  tx: Tx,
  input: { email: string; name?: string | null },
  options: { verified?: boolean } = {},
): Promise<KnownContact> {
  const email = input.email.trim().toLowerCase()
  const name = input.name?.trim() || email
  const find = () => tx.maybe<KnownContact & { verifiedAt: Date | null }>(contactByIdentity, [tx.workspaceId, 'mail', email])
  let known = await find()
  if (!known) {
    // Only who would make one waits for others that do.
    await tx.one(lockIdentity, [`${tx.workspaceId}/${email}`])
    known = await find()
  }
  if (!known) {
    const { id } = await tx.one<{ id: number }>(insertContact, [tx.workspaceId, name, tx.now])
    await tx.run(insertIdentity, [tx.workspaceId, id, 'mail', email, options.verified ? tx.now : null])
    return { id, name, email }
  }
  if (options.verified && !known.verifiedAt) await tx.run(verifyIdentity, [tx.workspaceId, 'mail', email, tx.now])
  // Known by the address alone until somebody says the name.
  if (known.name !== email || name === email) return { id: known.id, name: known.name, email }
  await tx.run(nameContact, [tx.workspaceId, known.id, name])
  return { id: known.id, name, email }
}

export interface Contact {
  id: number
  name: string
  email: string | null
  phone: string | null
  /** Tickets that the asking person may see. */
  ticketCount: number
}

export async function searchContacts(ctx: Context<StaffActor>, words: string): Promise<Contact[]> {
  const part = words.replace(/[\\%_]/g, '\\$&')
  return ctx.transaction((tx) => tx.many<Contact>(findContacts, [ctx.workspaceId, ...sight(ctx), part]))
}

export async function getContact(ctx: Context<StaffActor>, contactId: number): Promise<Contact> {
  const contact = await ctx.transaction((tx) => tx.maybe<Contact>(contactById, [ctx.workspaceId, ...sight(ctx), contactId]))
  if (!contact) throw notFound()
  return contact
}

function sight({ actor }: Context<StaffActor>): [number[], number] {
  return [[...actor.desks].filter(([, desk]) => desk.viewAll).map(([id]) => id), actor.userId]
}
