import { randomBytes } from 'node:crypto'
import { simpleParser } from 'mailparser'
import { isAllowed, isSought, type Reader, type SecretKind, type Surface } from './rules.ts'

/** Something that must not be found where it does not belong. */
export interface Secret {
  readonly kind: SecretKind
  readonly value: string
  /** The workspace whose staff may see it; null: nobody may. */
  readonly workspace: string | null
}

export interface Observation {
  readonly surface: Surface
  /** Where it was seen, for whoever has to find the leak. */
  readonly where: string
  readonly text: string
  /** Who was shown it; a stranger if absent. */
  readonly reader?: Reader
}

/** What a test file planted and said in confidence, and everything that was seen of the product meanwhile. */
export interface Collector {
  /** A new string, unique for ever, that stands for a secret of this kind. */
  plant(kind: SecretKind, workspace: string | null): string
  /** A secret that a test or the product made up. Too common a word is no secret and is left out. */
  learn(kind: SecretKind, value: string, workspace: string | null): void
  /** Says whose every planted string in this text is, once it is known who wrote it. */
  adopt(text: string, workspace: string): void
  /** Said in the open: from now on no secret, if it ever was one. Only for mail addresses, which may be Bcc here and To there. */
  publish(value: string): void
  observe(observation: Observation): void
  /** Every secret that was seen where it does not belong, one sentence each. */
  findings(): Promise<string[]>
}

const planted = /cnry[a-z]{3,10}[0-9a-f]{16}/g
const token = /[\w-]{43,}/g
const mailAddress = /[^\s"'<>()\\:,;=]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+/i
const shortest: Partial<Record<SecretKind, number>> = { body: 10, note: 6, title: 10, bcc: 6, password: 8 }

export function collector(): Collector {
  const unique = new Map<string, Secret>()
  const phrases = new Map<string, Secret>()
  const open = new Set<string>()
  const kept: Observation[] = []
  const found = new Set<string>()

  function judge(observation: Observation): void {
    for (const secret of secretsIn(observation.text, observation.surface)) {
      if (!isAllowed(secret, observation)) report(observation, secret.kind, secret.value)
    }
    const address = observation.surface === 'log' ? mailAddress.exec(observation.text) : null
    if (address) report(observation, 'address', address[0])
  }

  function report({ surface, where, text }: Observation, kind: string, value: string): void {
    const at = Math.max(0, text.indexOf(value) - 60)
    found.add(`${kind} in ${surface} (${where}): …${text.slice(at, at + 60 + value.length + 60).replace(/\s+/g, ' ')}…`)
  }

  function* secretsIn(text: string, surface: Surface): Generator<Secret> {
    for (const [value] of text.matchAll(planted)) if (unique.has(value)) yield unique.get(value) as Secret
    for (const [run] of text.matchAll(token)) {
      for (let at = 0; at + 43 <= run.length && at < 200; at++) {
        const secret = unique.get(run.slice(at, at + 43))
        if (secret) yield secret
      }
    }
    for (const secret of phrases.values()) {
      if (isSought(secret.kind, surface) && !open.has(secret.value) && says(text, secret.value)) yield secret
    }
  }

  return {
    plant(kind, workspace) {
      const value = `cnry${kind.replace(/[^a-z]/g, '')}${randomBytes(8).toString('hex')}`
      unique.set(value, { kind, value, workspace })
      return value
    },
    learn(kind, value, workspace) {
      if (kind === 'credential') {
        const key = value.replace(/^sd_/, '')
        if (/^[\w-]{43}$/.test(key) && !unique.has(key)) unique.set(key, { kind, value: key, workspace: null })
        return
      }
      const known = value.trim()
      if (known.length >= (shortest[kind] ?? 1) && known.length <= 10_000)
        phrases.set(`${kind} ${known}`, { kind, value: known, workspace })
    },
    adopt(text, workspace) {
      for (const [value] of text.matchAll(planted)) {
        const secret = unique.get(value)
        if (secret && secret.workspace === null) unique.set(value, { ...secret, workspace })
      }
    },
    publish: (value) => void open.add(value),
    observe(observation) {
      // Much is shown to staff, and only what is known by now can leak there.
      if (observation.surface === 'answer to staff') judge(observation)
      else kept.push(observation)
    },
    async findings() {
      for (const observation of kept) judge(observation.surface === 'mail' ? await decoded(observation) : observation)
      return [...found]
    },
  }
}

function says(text: string, phrase: string): boolean {
  return text.includes(phrase) || (/["\\\n]/.test(phrase) && text.includes(JSON.stringify(phrase).slice(1, -1)))
}

/** A mail as its reader sees it, behind the mail as it travelled. */
async function decoded(mail: Observation): Promise<Observation> {
  const parsed = await simpleParser(mail.text, { skipImageLinks: true })
  const headers = parsed.headerLines.map(({ line }) => line).join('\n')
  const attachments = parsed.attachments.map(({ filename, content }) => `${filename}\n${content.toString('latin1')}`).join('\n')
  const text = [mail.text, headers, parsed.subject, parsed.text, parsed.html || '', attachments].join('\n')
  return { ...mail, text }
}

let current = collector()

/** What the test file that runs now collects into. Files of one worker share this module and run one after the other. */
export const watch = (): Collector => current

/** A fresh collector for the next file; gives the former one. */
export function startOver(): Collector {
  const former = current
  current = collector()
  return former
}

/** Runs work whose leaks are its own affair: gives what they were instead of failing the file. */
export async function leaksOf(work: () => Promise<void>): Promise<string[]> {
  const outer = startOver()
  try {
    await work()
    return await current.findings()
  } finally {
    current = outer
  }
}
