import type { FaultKind } from '../kinds.ts'

interface Plan {
  readonly closures: number
  readonly deletion: boolean
  readonly inSeconds: number
}

const struckTickets = new WeakMap<object, string[]>()

/** A closure scheduled by many at once, with a deletion beside it, and a snooze that the customer ends. */
export const kind: FaultKind<Plan> = {
  number: 22,
  title: 'scheduled twice: closures, a deletion, a snooze that is ended',
  where: ['shared', 'own'],
  claims: ['clock'],
  plan: (random) => ({ closures: random.between(2, 8), deletion: random.chance(0.5), inSeconds: random.between(120, 900) }),
  async strike({ traffic, clock, relay }, { closures, deletion, inSeconds }, say) {
    const open = await traffic.api('GET', '/desks').catch(() => null)
    const desks = ((await open?.json().catch(() => null)) as { items?: { id: string; name: string }[] } | null)?.items ?? []
    const desk = desks.find(({ name }) => name === 'Billing')?.id
    const made = await traffic.api('POST', '/tickets', { title: 'Twice', description: 'Close it.', desk }).catch(() => null)
    if (made?.status !== 201) return { struck: false, what: `no ticket: ${made?.status ?? 'no answer'}` }
    const { reference } = (await made.json()) as { reference: string }
    const at = new Date(clock.now().getTime() + inSeconds * 1_000)
    at.setMilliseconds(0)
    const post = (action: string, when: Date) =>
      traffic.api('POST', `/tickets/${reference}/${action}`, { at: when.toISOString() }).then(
        ({ status }) => status,
        () => 0,
      )
    const answers = await Promise.all([
      ...Array.from({ length: closures }, (_, n) => post('schedule-closure', new Date(at.getTime() + n * 1_000))),
      ...(deletion ? [post('schedule-deletion', new Date(at.getTime() + 60_000))] : []),
    ])
    const won = answers.slice(0, closures).filter((status) => status === 200).length
    if (won > 1) say('P6', `${reference}: ${won} of ${closures} closures were scheduled at once`)
    if (answers.some((status) => ![0, 200, 409, 503].includes(status)))
      say('API', `${reference}: scheduling was answered ${answers.join()}`)
    await clock.move(inSeconds + 120)
    struckTickets.set(relay, [...(struckTickets.get(relay) ?? []), reference])
    return {
      struck: answers.filter((status) => status > 0).length > 1,
      what: `${answers.join()} for ${closures} closures${deletion ? ' and a deletion' : ''}`,
    }
  },
  async check({ database, relay }, _plan, say) {
    for (const reference of struckTickets.get(relay) ?? []) {
      const rows = await database.rows<{ closed: number; trashed: number }>(
        `SELECT count(*) FILTER (WHERE e.data ->> 'event' = 'closure_due')::int AS closed, count(*) FILTER (WHERE e.type = 'ticket.trashed')::int AS trashed
         FROM tickets t JOIN events e ON e.workspace_id = t.workspace_id AND e.ticket_id = t.id WHERE t.reference = $1`,
        [reference],
      )
      for (const { closed, trashed } of rows)
        if (closed > 1 || trashed > 1) say('P6', `${reference} was closed ${closed} times and put away ${trashed} times by timers`)
    }
  },
}
