import { setTimeout as pause } from 'node:timers/promises'
import { imapFolder } from '../imap-server.ts'
import type { FaultKind } from '../kinds.ts'
import { randomOf } from '../random.ts'
import { found } from '../wait.ts'

interface Plan {
  readonly how: 'renumbered' | 'uids-reset' | 'renamed' | 'flags-cleared'
  readonly order: string
  readonly pauseMs: number
}

/** The IMAP server numbers its mails anew, the mailbox goes away for a while, or another program marks all mail as unread. */
export const kind: FaultKind<Plan> = {
  number: 4,
  title: 'UIDVALIDITY changes, UIDs start again, the mailbox is renamed, flags are cleared',
  where: ['shared', 'own'],
  claims: ['imap'],
  plan: (random) => ({
    how: random.pick(['renumbered', 'uids-reset', 'renamed', 'flags-cleared'] as const),
    order: `order ${random.next()}`,
    pauseMs: random.between(0, 300),
  }),
  async strike({ imap, traffic }, { how, order, pauseMs }) {
    await traffic.imapMail()
    // Something must have been fetched by the old numbers.
    if ((await found(() => (imap.given.length > 0 ? true : null), 25_000)) === null)
      return { struck: false, what: 'nothing was fetched yet' }
    const opened = imap.opened
    if (how === 'flags-cleared') {
      imap.clearFlags()
      await traffic.imapMail()
      return { struck: true, what: 'every mail is unread again' }
    }
    if (how === 'renamed') {
      const refused = imap.refused
      imap.rename('Elsewhere')
      await traffic.imapMail()
      const noticed = await found(() => (imap.refused > refused ? true : null), 25_000)
      await pause(pauseMs)
      imap.rename(imapFolder)
      return { struck: noticed !== null, what: `the folder could not be opened ${imap.refused - refused} times` }
    }
    await traffic.imapMail()
    if (how === 'renumbered') imap.renumber(randomOf(order))
    else imap.resetUids()
    await traffic.imapMail()
    const again = await found(() => (imap.opened > opened ? true : null), 25_000)
    return { struck: again !== null, what: how }
  },
}
