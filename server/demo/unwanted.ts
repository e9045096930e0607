import { createTicketIn, setAside } from '../tickets/index.ts'
import { contextOf } from '../access/index.ts'
import { bodyOf } from './bodies.ts'
import type { DeskKey } from './company.ts'
import type { World } from './furnish.ts'
import { mistakes, spam } from './phrases.ts'
import type { Step } from './play.ts'
import type { Random } from './random.ts'

const dayMs = 24 * 3_600_000

/** What nobody wanted: into the spam folder or the trash, by whoever saw it. */
export function unwanted(world: World, random: Random, now: Date): Step[] {
  const desksOfSpam: readonly DeskKey[] = ['care', 'care', 'support', 'care', 'support', 'care', 'contact']
  const desksOfMistakes: readonly DeskKey[] = ['care', 'care', 'support']
  return [
    ...spam.flatMap((mail, n) => arriveAndGo(world, random, now, { mail, desk: desksOfSpam[n] ?? 'care', action: 'spam' })),
    ...mistakes.flatMap((mail, n) => arriveAndGo(world, random, now, { mail, desk: desksOfMistakes[n] ?? 'care', action: 'delete' })),
  ]
}

interface Unwanted {
  readonly mail: (typeof spam)[number]
  readonly desk: DeskKey
  readonly action: 'spam' | 'delete'
}

function arriveAndGo(world: World, random: Random, now: Date, { mail, desk, action }: Unwanted): Step[] {
  const arrives = new Date(now.getTime() - random.between(2, 28 * 24) * 3_600_000)
  const goes = new Date(Math.min(arrives.getTime() + random.between(20, 900) * 60_000, now.getTime() - dayMs / 24))
  let ticketId = 0
  const stranger = contextOf(world.app, world.workspaceId, { kind: 'customer', contactId: null, name: mail.name })
  return [
    {
      at: arrives,
      async happens() {
        const made = await stranger.transaction((tx) =>
          createTicketIn(stranger, tx, {
            deskId: world.desks[desk],
            title: mail.title,
            channel: 'mail',
            message: {
              kind: 'customer',
              audience: 'public',
              author: { kind: 'contact', id: null, name: mail.name, email: mail.email },
              body: bodyOf(mail.text),
            },
          }),
        )
        ticketId = made.ticketId
      },
    },
    { at: goes, happens: () => setAside(world.as.ada, { ticketId, action }) },
  ]
}
