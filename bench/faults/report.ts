import type { Request } from './agents.ts'
import type { MailOut } from './check-mail-out.ts'
import type { Drained } from './drain.ts'
import type { Broken } from './findings.ts'
import type { Kill } from './plan.ts'
import type { KillOptions } from './run-kills.ts'
import type { MailRecord } from './senders.ts'
import type { Sink } from './sink.ts'

export interface Report {
  readonly seed: string
  readonly withPostgres: boolean
  readonly replay: string
  readonly kills: { readonly total: number; readonly byVictim: Record<string, number>; readonly byAim: Record<string, number> }
  readonly restartMs: { readonly median: number; readonly longest: number }
  readonly mailIn: {
    readonly mails: number
    readonly acknowledged: number
    readonly offered: number
    readonly repeated: number
    readonly attachments: number
    readonly answers: number
    readonly megabytes: number
  }
  readonly requests: {
    readonly total: number
    readonly succeeded: number
    readonly refused: number
    readonly asked: number
    readonly replies: number
    readonly notes: number
  }
  readonly mailOut: {
    readonly outbox: number
    readonly arrived: number
    readonly once: number
    readonly doubled: MailOut['doubled']
    readonly uncertainAttempts: number
    readonly givenUp: number
    readonly suppressed: number
  }
  readonly drain: Drained
  readonly trafficSeconds: number
  readonly verified: string
  readonly broken: readonly Broken[]
  /** What the same checks said about data that was spoiled on purpose. */
  readonly afterSpoiling: readonly Broken[]
}

export interface ReportInput {
  readonly options: KillOptions
  readonly records: readonly MailRecord[]
  readonly requests: readonly Request[]
  readonly sink: Sink
  readonly mailOut: MailOut
  readonly kills: readonly Kill[]
  readonly restarts: readonly number[]
  readonly drained: Drained
  readonly trafficSeconds: number
  readonly verified: string
  readonly broken: readonly Broken[]
  readonly afterSpoiling: readonly Broken[]
}

export function reportOf(input: ReportInput): Report {
  const { options, records, requests, sink, mailOut, kills } = input
  const sorted = input.restarts.toSorted((one, other) => one - other)
  return {
    seed: options.seed,
    withPostgres: options.withPostgres,
    replay: `npx tsx bench/faults/kill.ts --kills ${options.kills} --seed ${options.seed}${options.withPostgres ? ' --with-postgres' : ''}`,
    kills: { total: kills.length, byVictim: tally(kills, ({ victim }) => victim), byAim: tally(kills, ({ aim }) => aim) },
    restartMs: { median: sorted[Math.floor(sorted.length / 2)] ?? 0, longest: sorted.at(-1) ?? 0 },
    mailIn: {
      mails: records.length,
      acknowledged: records.filter(({ acknowledged }) => acknowledged).length,
      offered: records.reduce((sum, { tries }) => sum + tries, 0),
      repeated: records.filter(({ repeated }) => repeated).length,
      attachments: records.reduce((sum, { mail }) => sum + mail.attachments.length, 0),
      answers: records.filter(({ mail }) => mail.answers !== null).length,
      megabytes: Math.round(records.reduce((sum, { mail }) => sum + mail.raw.length, 0) / 1e6),
    },
    requests: {
      total: requests.length,
      succeeded: requests.filter(({ answer }) => answer !== null).length,
      refused: requests.filter(({ status, answer }) => status !== null && answer === null).length,
      asked: requests.reduce((sum, { tries }) => sum + tries, 0),
      replies: requests.filter(({ kind, answer }) => answer !== null && (kind === 'reply' || kind === 'resolve')).length,
      notes: requests.filter(({ kind, answer }) => answer !== null && kind === 'note').length,
    },
    mailOut: {
      outbox: mailOut.rows,
      arrived: sink.mails.length,
      once: mailOut.sentOnce,
      doubled: mailOut.doubled,
      uncertainAttempts: mailOut.uncertain,
      givenUp: mailOut.givenUp,
      suppressed: mailOut.suppressed,
    },
    drain: input.drained,
    trafficSeconds: Math.round(input.trafficSeconds),
    verified: input.verified,
    broken: input.broken,
    afterSpoiling: input.afterSpoiling,
  }
}

/** The report for people; the last line is the verdict. */
export function wordsOf(report: Report): string {
  const { kills, mailIn, requests, mailOut, restartMs, drain } = report
  const shown = report.broken.slice(0, 50).map(({ promise, what }) => `  ${promise}: ${what}`)
  return [
    `seed             ${report.seed}${report.withPostgres ? ', with PostgreSQL' : ''}`,
    `kills            ${kills.total} in ${report.trafficSeconds} s (${list(kills.byVictim)}; aimed at ${list(kills.byAim)})`,
    `restarts         median ${restartMs.median} ms, longest ${restartMs.longest} ms`,
    `mails in         ${mailIn.mails}, acknowledged ${mailIn.acknowledged}, offered ${mailIn.offered} times; ${mailIn.answers} answers, ${mailIn.attachments} attachments, ${mailIn.megabytes} MB`,
    `API requests     ${requests.total}, succeeded ${requests.succeeded}, refused ${requests.refused}, asked ${requests.asked} times; ${requests.replies} replies, ${requests.notes} notes`,
    `mails out        ${mailOut.outbox}, arrived once ${mailOut.once}, doubled ${mailOut.doubled.length}, given up ${mailOut.givenUp}, held back by budgets ${mailOut.suppressed}; ${mailOut.uncertainAttempts} uncertain attempts`,
    ...mailOut.doubled.map(({ mail, reason }) => `  ${mail}: ${reason}`),
    `drained          in ${drain.seconds} s, business time moved by ${drain.movedSeconds} s`,
    `verify           ${report.verified.replaceAll('\n', '\n                 ')}`,
    ...shown,
    ...(report.broken.length > 0 ? [`replay           ${report.replay}`] : []),
    `promises broken  ${report.broken.length}`,
  ].join('\n')
}

function tally<T>(items: readonly T[], keyOf: (item: T) => string): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const item of items) counts[keyOf(item)] = (counts[keyOf(item)] ?? 0) + 1
  return counts
}

function list(counts: Record<string, number>): string {
  return Object.entries(counts)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ')
}
