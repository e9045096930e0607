/** What is done in a trial, in the order in which it can happen. */
export const steps = ['find', 'connect', 'greet', 'secure', 'sign_in', 'sender', 'folder'] as const
export type Step = (typeof steps)[number]

/** Why a trial ended early. The screens have a sentence for each, which says what to do. */
export const faults = [
  'name_not_found',
  'address_refused',
  'port_refused',
  'plain_refused',
  'refused',
  'unreachable',
  'timeout',
  'silent',
  'too_slow',
  'closed',
  'greeting_refused',
  'not_mail',
  'not_tls',
  'tls_failed',
  'certificate_expired',
  'certificate_not_yet',
  'certificate_name',
  'certificate_self_signed',
  'certificate_unknown',
  'starttls_missing',
  'starttls_refused',
  'password_missing',
  'sign_in_not_offered',
  'sign_in_needed',
  'sign_in_refused',
  'oauth_wanted',
  'app_password_wanted',
  'sender_refused',
  'folder_missing',
  'busy',
  'server_answer',
] as const
export type FaultCode = (typeof faults)[number]

/** What a sentence about a fault may name. */
export type Facts = Record<string, string>

/** A reason that was understood; everything else that is thrown is looked at by `faultOf`. */
export class Fault extends Error {
  readonly code: FaultCode
  /** The server's own words. */
  readonly said: string | null
  readonly facts: Facts
  readonly folders: string[]

  constructor(code: FaultCode, said: string | null = null, more: { facts?: Facts; folders?: string[] } = {}) {
    super(code)
    this.code = code
    this.said = said
    this.facts = more.facts ?? {}
    this.folders = more.folders ?? []
  }
}

export interface TrialStep {
  readonly step: Step
  readonly state: 'done' | 'failed' | 'not_needed' | 'not_reached'
  readonly ms: number | null
}

export interface TrialResult {
  readonly ok: boolean
  readonly steps: TrialStep[]
  readonly fault: { code: FaultCode; said: string | null; facts: Facts; folders: string[] } | null
}

/** Somebody waits for the whole: a server that always says just enough to be waited for does not hold it for ever. */
const wholeMs = 45_000

export interface Trial {
  /** Aborted when the whole has taken too long: what is open is to be closed then. */
  readonly deadline: AbortSignal
  /** Does a step and remembers how it went. */
  run<T>(step: Step, work: () => Promise<T>): Promise<T>
  skip(step: Step): void
}

/**
 * Runs a trial to its end or to its first fault.
 * @param planned the steps it would have, in order
 * @param secret a password that some servers repeat: it is shown nowhere
 */
export async function attempt(
  planned: readonly Step[],
  secret: string | null,
  work: (trial: Trial) => Promise<void>,
  mostMs = wholeMs,
): Promise<TrialResult> {
  const deadline = AbortSignal.timeout(mostMs)
  const late = new Promise<never>((_, reject) => deadline.addEventListener('abort', () => reject(new Fault('too_slow'))))
  late.catch(() => undefined)
  const taken: TrialStep[] = []
  const rest = () => planned.filter((step) => !taken.some((one) => one.step === step))
  const trial: Trial = {
    deadline,
    async run(step, doIt) {
      const start = performance.now()
      const note = (state: TrialStep['state']) => taken.push({ step, state, ms: Math.round(performance.now() - start) })
      try {
        const result = await Promise.race([doIt(), late])
        note('done')
        return result
      } catch (error) {
        note('failed')
        throw error
      }
    },
    skip: (step) => void taken.push({ step, state: 'not_needed', ms: null }),
  }
  try {
    await work(trial)
    return { ok: true, steps: taken, fault: null }
  } catch (error) {
    const { code, said, facts, folders } = faultOf(error)
    const notReached = rest().map((step): TrialStep => ({ step, state: 'not_reached', ms: null }))
    return { ok: false, steps: [...taken, ...notReached], fault: { code, said: said && quoted(said, secret), facts, folders } }
  }
}

const byCode: Readonly<Record<string, FaultCode>> = {
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  ENETDOWN: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  ETIMEDOUT: 'timeout',
  CONNECT_TIMEOUT: 'timeout',
  GREETING_TIMEOUT: 'silent',
  ECONNRESET: 'closed',
  EPIPE: 'closed',
  EConnectionClosed: 'closed',
  NoConnection: 'closed',
}

function faultOf(error: unknown): Fault {
  if (error instanceof Fault) return error
  const { code, responseText, message } = error as { code?: string; responseText?: string; message?: string }
  return new Fault(byCode[code ?? ''] ?? 'server_answer', responseText ?? message ?? null)
}

/** What a server said, in one line, without what it was sent. */
function quoted(said: string, secret: string | null): string {
  const hidden = secret ? [secret, Buffer.from(secret).toString('base64')] : []
  const words = hidden.reduce((text, one) => text.replaceAll(one, '…'), said)
  return words
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim()
    .slice(0, 400)
}
