import type { App } from '../../access/index.ts'
import { tryMailbox } from '../../channels/email/email.cli.ts'
import { countDrift } from '../../tickets/index.ts'
import { heldWork } from '../restore/release-held.ts'
import { type AddressRow, addresses, masksSealedBy, sealedBy, sealedMail, type Work, work, workspaces } from './doctor.queries.ts'
import { domainChecks, type Names } from './dns-checks.ts'
import { type Finding, ok, problem, warning } from './finding.ts'

/** What the product's own tables tell: sealed values, mailboxes, domains, and work that does not move. */
export async function workChecks(app: Pick<App, 'config' | 'db' | 'secrets'>, names?: Names): Promise<Finding[]> {
  const ids = (await app.db.outside<{ id: number }>(workspaces)).map(({ id }) => id)
  const all: { workspaceId: number; row: AddressRow }[] = []
  const findings: Finding[] = []
  for (const workspaceId of ids) {
    const rows = await app.db.transaction(workspaceId, (tx) => tx.many<AddressRow>(addresses, [tx.workspaceId]))
    all.push(...rows.map((row) => ({ workspaceId, row })))
    findings.push(...(await sealedChecks(app, workspaceId, rows)))
    findings.push(...(await movingChecks(app, workspaceId)))
    const drift = await app.db.snapshot(workspaceId, countDrift)
    if (drift > 0)
      findings.push(
        problem(
          'Counters',
          `Workspace ${workspaceId}: counters are off by ${drift}.`,
          '`statedesk verify` says which; report it, this must not happen.',
        ),
      )
  }
  if (!findings.some(({ check }) => check === 'Sealed')) findings.push(ok('Sealed', 'the secret opens what is stored'))
  if (!findings.some(({ check }) => check === 'Counters')) findings.push(ok('Counters', 'as many as a recount'))
  if (!findings.some(({ check }) => check === 'Work')) findings.push(ok('Work', 'nothing is late, dead or in quarantine'))
  const { mail, reply, timer } = await heldWork(app)
  if (mail + reply + timer > 0)
    findings.push(
      warning(
        'Restore',
        `Held since a restore: mails ${mail}, replies ${reply}, timers ${timer}.`,
        '`statedesk restore --release` lets them go.',
      ),
    )
  findings.push(...(await mailboxChecks(app, all)))
  findings.push(
    ...(await domainChecks(
      all.map(({ row }) => row.address),
      names,
    )),
  )
  return findings
}

async function sealedChecks({ db, secrets }: Pick<App, 'db' | 'secrets'>, workspaceId: number, rows: AddressRow[]): Promise<Finding[]> {
  const todo = 'Set STATEDESK_SECRET, or put back the secret.key they were sealed with.'
  const findings: Finding[] = []
  const groups = await db.transaction(workspaceId, (tx) =>
    tx.many<{ keyId: string; n: number; example: number }>(sealedBy, [tx.workspaceId]),
  )
  for (const { keyId, n, example } of groups) {
    const { sealed } = await db.transaction(workspaceId, (tx) => tx.one<{ sealed: Buffer }>(sealedMail, [tx.workspaceId, example]))
    if (secrets.knows(keyId) && opens(() => secrets.open('raw-mail', sealed))) continue
    findings.push(
      problem(
        'Sealed',
        `Workspace ${workspaceId}: ${n} stored mails need the secret ${keyId}; this installation has ${secrets.keyId}.`,
        todo,
      ),
    )
  }
  const masks = await db.transaction(workspaceId, (tx) => tx.many<{ keyId: string; n: number }>(masksSealedBy, [tx.workspaceId]))
  for (const { keyId, n } of masks)
    if (!secrets.knows(keyId))
      findings.push(
        problem('Sealed', `Workspace ${workspaceId}: ${n} masks need the secret ${keyId}; this installation has ${secrets.keyId}.`, todo),
      )
  for (const { address, sealed } of rows) {
    if (sealed === null || opens(() => secrets.open('stored-password', sealed))) continue
    findings.push(problem('Sealed', `The stored password of ${address} does not open.`, `${todo} Or enter the password again.`))
  }
  return findings
}

function opens(open: () => unknown): boolean {
  try {
    open()
    return true
  } catch {
    return false
  }
}

async function movingChecks({ db, config }: Pick<App, 'db' | 'config'>, workspaceId: number): Promise<Finding[]> {
  const found = await db.transaction(workspaceId, (tx) => tx.one<Work>(work, [tx.workspaceId]))
  const lines: [number, string, string][] = [
    [
      config.smtpUrl === null ? 0 : found.mailLate,
      'outgoing mails are late by more than 15 minutes',
      'Is a server running? The log and the deliveries of a ticket say why.',
    ],
    [config.smtpUrl === null ? found.mailWaiting : 0, 'outgoing mails wait for a relay', 'Set SMTP_URL.'],
    [
      found.mailFailed,
      'outgoing mails failed in the last seven days',
      'The deliveries of their tickets say why; they can be tried again there.',
    ],
    [
      found.mailUncertain,
      'outgoing mails may or may not have arrived',
      'They are looked at again by themselves; ask the recipients where it matters.',
    ],
    [found.rawLate, 'mails were taken in and not read for more than 15 minutes', 'Is a server running? The log says more.'],
    [found.quarantined, 'mails could not be read and are in quarantine', 'An admin can look at them and try again.'],
    [found.deadJobs, 'background jobs were given up', 'Their last error stands in the table jobs; report it.'],
    [found.failingTimers, 'timers failed', 'Their last error stands in the table timers; report it.'],
    [found.eventsLate, 'events have no place in the feed yet', 'Is a server running? Live screens and webhooks wait for it.'],
  ]
  return lines.filter(([n]) => n > 0).map(([n, what, todo]) => warning('Work', `Workspace ${workspaceId}: ${n} ${what}.`, todo))
}

async function mailboxChecks(
  app: Pick<App, 'config' | 'db' | 'secrets'>,
  all: { workspaceId: number; row: AddressRow }[],
): Promise<Finding[]> {
  const mailboxes = all.filter(({ row }) => row.kind === 'imap')
  return Promise.all(
    mailboxes.map(async ({ workspaceId, row }) => {
      const fault = await tryMailbox(app, { workspaceId, addressId: row.id })
      const check = `Mailbox ${row.address}`
      return fault === null
        ? ok(check, 'signed in, the folder opens')
        : problem(check, fault, 'Correct the mailbox in the settings of its desk.')
    }),
  )
}
