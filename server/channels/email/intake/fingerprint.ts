import { createHash } from 'node:crypto'
import { contentHash } from '../reading/content-hash.ts'
import { headersOf, readHeaders } from '../reading/headers.ts'
import { defaultLimits } from '../reading/limits.ts'
import { parseMessageId } from '../reading/message-ids.ts'

/** What tells one mail from another in the same mailbox. */
export interface Fingerprint {
  readonly messageId: string
  readonly contentHash: Buffer
}

/**
 * Reads only the headers, so that a mail nobody can parse is stored too. Message-IDs are reused by some senders (a
 * parcel service numbers its mails per day) and missing in others: with the hash of the content they tell mails apart.
 */
export async function fingerprint(raw: Buffer): Promise<Fingerprint> {
  try {
    const block = readHeaders(raw, 0, raw.length, defaultLimits)
    return {
      messageId: (parseMessageId(headersOf(block.fields).first('message-id')) ?? '').replaceAll('\u0000', ''),
      contentHash: Buffer.from(await contentHash(raw, block.fields, block.bodyStart), 'hex'),
    }
  } catch {
    // Whatever is wrong with it, its bytes are one of a kind.
    return { messageId: '', contentHash: createHash('sha256').update(raw).digest() }
  }
}
