import type { BusinessClock } from './clock.ts'
import type { ProductControl } from './control.ts'
import type { DnsStub } from '../peers/dns.ts'
import type { Hooks } from './hooks.ts'
import type { ImapServer } from './imap-server.ts'
import type { Moments } from './moments.ts'
import type { Relay } from './relay.ts'
import type { RunDatabase } from './run-database.ts'
import type { Traffic } from './traffic.ts'

/** One run, as the faults see it. */
export interface World {
  readonly seed: string
  /** A folder of this run alone, removed afterwards. */
  readonly folder: string
  /** Begins every word that is looked for afterwards; only letters and digits. */
  readonly mark: string
  readonly database: RunDatabase
  readonly product: ProductControl
  /** From the beginning of the traffic on; not yet in `prepare`. */
  readonly traffic: Traffic
  readonly relay: Relay
  readonly imap: ImapServer
  readonly dns: DnsStub
  /** Where the webhook of every run leads. */
  readonly hooks: Hooks
  readonly moments: Moments
  readonly clock: BusinessClock
  /** What the checks must know of what a fault did on purpose. */
  readonly known: Known
  readonly say: (line: string) => void
  /** Undoes something when the run is over; the last first. */
  onEnd(undo: () => Promise<void> | void): void
}

/** Things that look like a broken promise and are what a fault asked for. */
export interface Known {
  /** Message-IDs (without brackets) of mails of ours that came back. */
  readonly bounced: Set<string>
  /** Kinds of jobs that are poison. */
  readonly poisonJobs: Set<string>
  /** The place in the feed from which on the webhook is told. */
  toldSince: number
}
