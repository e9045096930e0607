import type { FaultKind } from '../kinds.ts'

interface Plan {
  readonly when: 'before-mark' | 'before-commit'
}

/** The process is killed between keeping a mail of an IMAP mailbox and marking it as read, or before it keeps it. */
export const kind: FaultKind<Plan> = {
  number: 3,
  title: 'killed between the commit and the IMAP mark, or before the commit',
  where: ['shared', 'own'],
  claims: ['app', 'imap'],
  plan: (random) => ({ when: random.chance(0.6) ? 'before-mark' : 'before-commit' }),
  async strike({ product, imap, traffic, database }, { when }, say) {
    await product.ready()
    const holding = when === 'before-mark' ? imap.holdMark(25_000) : imap.holdFetch(25_000)
    await traffic.imapMail()
    const held = await holding
    if (!held) return { struck: false, what: 'the mailbox was not read in time' }
    if (when === 'before-mark') {
      const [kept] = await database.rows<{ n: number }>('SELECT count(*)::int AS n FROM raw_mails WHERE mail_message_id = $1', [
        held.messageId,
      ])
      if (kept?.n !== 1) say('P1', `${held.messageId} was to be marked as read and is kept ${kept?.n} times`)
    }
    const died = await product.kill()
    held.let('lost')
    await product.ready()
    return { struck: died, what: `killed ${when} of ${held.messageId}` }
  },
}
