import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'

/** What keys are for. Each purpose has a key of its own, derived (HKDF, RFC 5869) from the installation's secret. */
export type Purpose =
  | 'raw-mail'
  | 'masked-text'
  | 'stored-password'
  | 'setup-link'
  | 'reply-token'
  | 'content-link'
  | 'cursor'
  | 'event-details'

/** Seals bytes (AES-256-GCM), makes keyed codes, and says which secret did it. */
export interface Sealer {
  /** Names the secret in use, so that sealed data says which key opens it. */
  readonly keyId: string
  seal(purpose: Purpose, plain: Buffer): Buffer
  /** Throws when the bytes were altered or another secret sealed them. */
  open(purpose: Purpose, sealed: Buffer): Buffer
  mac(purpose: Purpose, text: string): Buffer
  macMatches(purpose: Purpose, text: string, mac: Buffer): boolean
}

const version = 1
const nonceLength = 12
const tagLength = 16

/** @param secret the installation's secret, at least 32 characters */
export function sealerOf(secret: string): Sealer {
  const keys = new Map<Purpose, Buffer>()
  const keyFor = (purpose: Purpose): Buffer => {
    let key = keys.get(purpose)
    if (!key) {
      key = Buffer.from(hkdfSync('sha256', secret, '', `statedesk/${purpose}`, 32))
      keys.set(purpose, key)
    }
    return key
  }
  const mac = (purpose: Purpose, text: string) => createHmac('sha256', keyFor(purpose)).update(text).digest()

  return {
    keyId: createHash('sha256').update(`statedesk/key-id/${secret}`).digest('hex').slice(0, 12),
    seal(purpose, plain) {
      const nonce = randomBytes(nonceLength)
      const cipher = createCipheriv('aes-256-gcm', keyFor(purpose), nonce)
      return Buffer.concat([Buffer.from([version]), nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
    },
    open(purpose, sealed) {
      if (sealed[0] !== version) throw new Error('sealed by an unknown version')
      const nonce = sealed.subarray(1, 1 + nonceLength)
      const decipher = createDecipheriv('aes-256-gcm', keyFor(purpose), nonce)
      decipher.setAuthTag(sealed.subarray(sealed.length - tagLength))
      return Buffer.concat([decipher.update(sealed.subarray(1 + nonceLength, sealed.length - tagLength)), decipher.final()])
    },
    mac,
    macMatches(purpose, text, given) {
      const own = mac(purpose, text)
      return own.length === given.length && timingSafeEqual(own, given)
    },
  }
}

/** A random token of 256 bits, in a form that fits links and headers. */
export function randomToken(): string {
  return randomBytes(32).toString('base64url')
}

/** Random tokens are stored as a fast hash: they cannot be guessed, so a slow one would only cost. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
