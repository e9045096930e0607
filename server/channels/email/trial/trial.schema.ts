import { z } from 'zod'
import { ImapIn, RelayIn } from '../../../desks/index.ts'
import { idIn } from '../../../platform/http/index.ts'
import { faults, steps } from './trial.ts'

export const MailTrial = z
  .object({
    ok: z.boolean(),
    steps: z.array(
      z.object({
        step: z.enum(steps),
        state: z.enum(['done', 'failed', 'not_needed', 'not_reached']),
        ms: z.number().int().nullable(),
      }),
    ),
    fault: z
      .object({
        code: z.enum(faults),
        said: z.string().nullable().meta({ description: 'The server’s own words, without what it was sent.' }),
        facts: z.record(z.string(), z.string()).meta({ description: 'What the certificate or the server says of itself.' }),
        folders: z.array(z.string()).meta({ description: 'Folders there are, where the one that was asked for is not.' }),
      })
      .nullable(),
  })
  .meta({ id: 'MailTrial' })

export const TestRelay = z.strictObject({ relay: RelayIn.optional() })
export const TestMailbox = z.strictObject({ address: idIn.optional(), imap: ImapIn.optional() })
