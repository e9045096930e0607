import type { Request } from './agents.ts'
import { checkLedger } from './check-ledger.ts'
import { checkMailIn } from './check-mail-in.ts'
import { checkMailOut, type MailOut } from './check-mail-out.ts'
import { checkRequests } from './check-requests.ts'
import { type Broken, collector } from './findings.ts'
import type { Postgres } from './postgres.ts'
import type { Product } from './product.ts'
import type { MailRecord } from './senders.ts'
import type { Sink } from './sink.ts'

interface Evidence {
  readonly product: Product
  readonly postgres: Postgres
  readonly sink: Sink
  readonly mark: string
  readonly apiKey: string
  readonly records: readonly MailRecord[]
  readonly requests: readonly Request[]
}

/** Holds what senders, agents and the relay remember against what the product has. */
export async function checkAll(evidence: Evidence): Promise<{ broken: Broken[]; mailOut: MailOut; verified: string }> {
  const { product, postgres, sink, mark, apiKey, records, requests } = evidence
  const { broken, say } = collector()
  const dead = await postgres.rows<{ kind: string; error: string }>('SELECT kind, last_error AS error FROM jobs WHERE dead_at IS NOT NULL')
  for (const { kind, error } of dead) say('drain', `a job of kind ${kind} was given up: ${error}`)
  broken.push(...(await checkMailIn(postgres, records)))
  broken.push(...(await checkRequests(postgres, mark, requests)))
  const mailOut = await checkMailOut(postgres, mark, sink, requests)
  const ledger = await checkLedger(postgres, product, apiKey)
  broken.push(...mailOut.broken, ...ledger.broken)
  return { broken, mailOut, verified: ledger.verified }
}
