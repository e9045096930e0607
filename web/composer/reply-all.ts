import { type InfiniteData, useQueryClient } from '@tanstack/react-query'
import type { MailAddress, Message, MessagePage } from '../../client/types.ts'
import { useDesk } from '../session/me.ts'
import type { ShownTicket } from '../ticket/ticket-page.tsx'
import type { RecipientLists } from './recipients.tsx'

/** Everybody of the customer's last message: who wrote it in To, the others in Cc. Our own addresses are nobody to answer. */
export function everybodyOf(message: Message, own: readonly string[], contact: MailAddress | null): MailAddress[] {
  const left = new Set([...own, contact?.address ?? '', message.author.email ?? ''].map((address) => bare(address)))
  const others: MailAddress[] = []
  for (const person of [...message.to, ...message.cc]) {
    if (left.has(bare(person.address))) continue
    left.add(bare(person.address))
    others.push(person)
  }
  return others
}

/** Without what stands behind a plus: that is how our own addresses carry their tokens. */
function bare(address: string): string {
  return address.toLowerCase().replace(/\+[^@]*@/, '@')
}

/** The lists with everybody in them; null when the customer wrote to nobody else, or all of them are there already. */
export function useReplyToAll(ticket: ShownTicket, lists: RecipientLists): RecipientLists | null {
  const cache = useQueryClient()
  const desk = useDesk(ticket.desk)
  const data = cache.getQueryData<InfiniteData<MessagePage>>(['messages', ticket.reference])
  const last = (data?.pages ?? [])
    .flatMap((page) => page.items)
    .filter((message) => message.kind === 'customer' && message.audience === 'public')
    .sort((a, b) => Number(b.id) - Number(a.id))[0]
  if (!last) return null
  const email = ticket.contact?.email
  const others = everybodyOf(last, desk?.address ? [desk.address] : [], email ? { address: email } : null)
  const there = new Set([...lists.to, ...lists.cc, ...lists.bcc].map((person) => bare(person.address)))
  const missing = others.filter((person) => !there.has(bare(person.address)))
  return missing.length ? { ...lists, cc: [...lists.cc, ...missing] } : null
}
