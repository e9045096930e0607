import type { App } from '../access/index.ts'
import { AppError } from '../platform/errors/index.ts'
import type { OpenMask } from './masked-message.ts'
import type { StoredMask } from './masking.queries.ts'

type Secrets = Pick<App, 'secrets'>

export function openMask({ secrets }: Secrets, { id, places, sealed }: StoredMask): OpenMask {
  return { id, places, words: JSON.parse(openWords({ secrets }, sealed)) as string[] }
}

/** Base64, as the statement that writes many takes it. */
export function sealMask({ secrets }: Secrets, words: readonly string[]): string {
  return secrets.seal('masked-text', Buffer.from(JSON.stringify(words))).toString('base64')
}

export function openWords({ secrets }: Secrets, sealed: Buffer): string {
  try {
    return secrets.open('masked-text', sealed).toString('utf8')
  } catch {
    throw new AppError(
      'refused',
      'What is masked here was sealed with a secret that this installation no longer has. An admin can name it in STATEDESK_OLD_SECRETS.',
      { action: 'unmask', reason: 'sealed_with_another_secret' },
    )
  }
}

/** Whether two find the same: small and capital letters are alike to them. */
export function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}
