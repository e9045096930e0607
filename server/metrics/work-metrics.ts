import { Gauge } from 'prom-client'
import type { App } from '../access/index.ts'
import { metricsOf } from '../platform/metrics.ts'
import { stateOfWorkspace, type WorkspaceState, workspaces } from './metrics.queries.ts'

/** Several collectors in a row look once. */
const freshForMs = 5_000

interface Family {
  readonly name: string
  readonly help: string
  readonly label?: string
  /** The value of the label, or '' without one, and where it comes from. */
  readonly from: Readonly<Record<string, keyof WorkspaceState>>
  /** Of all workspaces: their sum, or the greatest. */
  readonly of?: 'sum' | 'greatest'
}

const families: readonly Family[] = [
  {
    name: 'statedesk_jobs',
    help: 'Background jobs: due now, due later, given up.',
    label: 'state',
    from: { due: 'jobsDue', later: 'jobsLater', dead: 'jobsDead' },
  },
  { name: 'statedesk_jobs_oldest_seconds', help: 'How long the oldest due job has been due.', from: { '': 'jobsOldest' }, of: 'greatest' },
  { name: 'statedesk_timers_overdue', help: 'Timers that should have fired.', from: { '': 'timersOverdue' } },
  {
    name: 'statedesk_timers_oldest_seconds',
    help: 'How late the latest timer is.',
    from: { '': 'timersOldest' },
    of: 'greatest',
  },
  {
    name: 'statedesk_outbox',
    help: 'Outgoing mails that are not sent: waiting, being handed over, uncertain, failed.',
    label: 'state',
    from: { waiting: 'outboxWaiting', sending: 'outboxSending', uncertain: 'outboxUncertain', failed: 'outboxFailed' },
  },
  {
    name: 'statedesk_outbox_oldest_seconds',
    help: 'How long the oldest mail that is not sent has waited.',
    from: { '': 'outboxOldest' },
    of: 'greatest',
  },
  {
    name: 'statedesk_mail_in',
    help: 'Mails that were taken in and are no message yet: waiting, in quarantine.',
    label: 'state',
    from: { waiting: 'mailsWaiting', quarantined: 'mailsQuarantined' },
  },
  {
    name: 'statedesk_mail_in_oldest_seconds',
    help: 'How long the oldest mail waits to be filed.',
    from: { '': 'mailsOldest' },
    of: 'greatest',
  },
  { name: 'statedesk_feed_unplaced', help: 'Events that are committed and have no place in the feed yet.', from: { '': 'eventsWaiting' } },
  { name: 'statedesk_feed_lag_seconds', help: 'How long the oldest of them waits.', from: { '': 'eventsOldest' }, of: 'greatest' },
  {
    name: 'statedesk_imap_mailboxes',
    help: 'IMAP mailboxes by whether they could be read last.',
    label: 'state',
    from: { working: 'imapWorking', failing: 'imapFailing' },
  },
]

/** What waits in the database, over all workspaces. It is the same whichever process is asked. */
export function addWorkMetrics(app: App): void {
  let looked: { at: number; states: Promise<WorkspaceState[] | null> } | undefined

  /** Null while the database is away: what the process knows by itself is told all the same. */
  function states(): Promise<WorkspaceState[] | null> {
    if (looked && performance.now() - looked.at < freshForMs) return looked.states
    const now = readAll(app).catch((error: unknown) => {
      app.log.warn({ err: error }, 'what waits could not be counted')
      looked = undefined
      return null
    })
    looked = { at: performance.now(), states: now }
    return now
  }

  new Gauge({
    name: 'statedesk_database_up',
    help: '1 when what follows could be read from the database, else 0.',
    registers: [metricsOf(app)],
    async collect() {
      this.set((await states()) ? 1 : 0)
    },
  })

  for (const family of families) {
    new Gauge({
      name: family.name,
      help: family.help,
      labelNames: family.label ? [family.label] : [],
      registers: [metricsOf(app)],
      async collect() {
        const all = await states()
        if (!all) {
          // A number that is not known is left out: 0 would say that all is well.
          if (family.label) this.reset()
          else this.remove()
          return
        }
        for (const [value, key] of Object.entries(family.from)) {
          const numbers = all.map((state) => state[key])
          const total = family.of === 'greatest' ? Math.max(0, ...numbers) : numbers.reduce((sum, one) => sum + one, 0)
          if (family.label) this.set({ [family.label]: value }, total)
          else this.set(total)
        }
      },
    })
  }
}

async function readAll(app: App): Promise<WorkspaceState[]> {
  const ids = await app.db.outside<{ id: number }>(workspaces)
  const states: WorkspaceState[] = []
  for (const { id } of ids)
    states.push(await app.db.transaction(id, (tx) => tx.one<WorkspaceState>(stateOfWorkspace, [tx.workspaceId, tx.now])))
  return states
}
