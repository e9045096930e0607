import type { FaultKind } from '../kinds.ts'

const zones = [
  'Europe/Berlin',
  'America/New_York',
  'America/St_Johns',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'Asia/Seoul',
] as const
const presets = { '1d': '1 day', '2d': '2 days', '1w': '7 days', '1mo': '1 month' } as const

interface Plan {
  readonly zone: (typeof zones)[number]
  readonly preset: keyof typeof presets
}

interface Timer {
  readonly due: Date
  readonly wanted: Date
}

/** Snoozed to a time of day in a zone; PostgreSQL, which has its own table of zones, counts it again. */
export const kind: FaultKind<Plan> = {
  number: 20,
  title: 'snoozed to a time of day, across changes of summer time and in half-hour zones',
  where: ['shared', 'own'],
  claims: [],
  plan: (random) => ({ zone: random.pick(zones), preset: random.pick(Object.keys(presets) as (keyof typeof presets)[]) }),
  async strike({ traffic, database }, { zone, preset }, say) {
    const { reference } = await traffic.reply()
    const answer = await traffic.api('POST', `/tickets/${reference}/snooze`, { preset, zone }).catch(() => null)
    const timers = await database.rows<Timer>(
      `SELECT t.due_at AS due, ((date_trunc('second', e.at) AT TIME ZONE $2) + $3::interval) AT TIME ZONE $2 AS wanted
       FROM timers t JOIN tickets k ON k.workspace_id = t.workspace_id AND k.id = t.ticket_id
       JOIN events e ON e.workspace_id = t.workspace_id AND e.ticket_id = t.ticket_id AND e.type = 'ticket.snoozed'
       WHERE k.reference = $1 AND t.kind = 'snooze' ORDER BY e.seq DESC LIMIT 1`,
      [reference, zone, presets[preset]],
    )
    for (const { due, wanted } of timers)
      if (due.getTime() !== wanted.getTime())
        say('P6', `${reference} snoozed ${preset} in ${zone} is due ${due.toISOString()}, a recount says ${wanted.toISOString()}`)
    return { struck: answer?.status === 200 && timers.length === 1, what: `${preset} in ${zone}` }
  },
}
