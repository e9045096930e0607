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
  | 'webhook'
  | 'customer-info'

/** Seals bytes (AES-256-GCM), makes keyed codes, and says which secret did it. */
export interface Sealer {
  /** Names the secret in use, so that sealed data says which key opens it. */
  readonly keyId: string
  /** Whether what says it was sealed with this key can be opened: it is of the secret in use or of an older one. */
  knows(keyId: string): boolean
  seal(purpose: Purpose, plain: Buffer): Buffer
  /** Throws when the bytes were altered, or sealed with a secret that is neither in use nor among the older ones. */
  open(purpose: Purpose, sealed: Buffer): Buffer
  mac(purpose: Purpose, text: string): Buffer
  /** Whether the code is of the secret in use or of an older one. `bytes`: how many of its 32 were kept. */
  macMatches(purpose: Purpose, text: string, mac: Buffer, bytes?: number): boolean
}

const version = 1
const nonceLength = 12
const tagLength = 16
const macLength = 32

/**
 * @param secret the installation's secret, at least 32 characters
 * @param older secrets it had before: they open and vouch, and nothing new is made with them
 */
export function sealerOf(secret: string, older: readonly string[] = []): Sealer {
  const current = keysOf(secret)
  const all = [current, ...older.map(keysOf)]

  return {
    keyId: current.id,
    knows: (keyId) => all.some(({ id }) => id === keyId),
    seal(purpose, plain) {
      const nonce = randomBytes(nonceLength)
      const cipher = createCipheriv('aes-256-gcm', current.of(purpose), nonce)
      return Buffer.concat([Buffer.from([version]), nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
    },
    open(purpose, sealed) {
      if (sealed[0] !== version) throw new Error('sealed by an unknown version')
      for (const [index, keys] of all.entries()) {
        try {
          return opened(keys.of(purpose), sealed)
        } catch (error) {
          if (index === all.length - 1) throw error
        }
      }
      throw new Error('there is no key')
    },
    mac: (purpose, text) => macOf(current, purpose, text),
    macMatches(purpose, text, given, bytes = macLength) {
      if (given.length !== bytes) return false
      // Each is compared, so that the time says nothing about which it was.
      return all.filter((keys) => timingSafeEqual(macOf(keys, purpose, text).subarray(0, bytes), given)).length > 0
    },
  }
}

interface Keys {
  readonly id: string
  of(purpose: Purpose): Buffer
}

function keysOf(secret: string): Keys {
  const keys = new Map<Purpose, Buffer>()
  return {
    id: createHash('sha256').update(`statedesk/key-id/${secret}`).digest('hex').slice(0, 12),
    of(purpose) {
      let key = keys.get(purpose)
      if (!key) {
        key = Buffer.from(hkdfSync('sha256', secret, '', `statedesk/${purpose}`, 32))
        keys.set(purpose, key)
      }
      return key
    },
  }
}

function macOf(keys: Keys, purpose: Purpose, text: string): Buffer {
  return createHmac('sha256', keys.of(purpose)).update(text).digest()
}

function opened(key: Buffer, sealed: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 1 + nonceLength))
  decipher.setAuthTag(sealed.subarray(sealed.length - tagLength))
  return Buffer.concat([decipher.update(sealed.subarray(1 + nonceLength, sealed.length - tagLength)), decipher.final()])
}

/** A random token of 256 bits, in a form that fits links and headers. */
export function randomToken(): string {
  return randomBytes(32).toString('base64url')
}

/** Random tokens are stored as a fast hash: they cannot be guessed, so a slow one would only cost. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
