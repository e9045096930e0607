import type { SecretKind } from './rules.ts'
import { watch } from './collector.ts'

const kinds: readonly (readonly [RegExp, SecretKind])[] = [
  [/password/i, 'password'],
  [/^(text|html|description|descriptionHtml|comment|reason|signature)$/, 'body'],
  [/^(title|subject)$/, 'title'],
]

/** Remembers what a request says in confidence: passwords, what is written, who is copied blindly. */
export function learnRequest(body: unknown, workspace: string | null, depth = 0): void {
  if (typeof body !== 'object' || body === null || depth > 10) return
  const note = (body as { kind?: unknown }).kind === 'note'
  for (const [name, value] of Object.entries(body)) {
    if (name === 'bcc') for (const address of addressesIn(value)) watch().learn('bcc', address, workspace)
    else if (typeof value === 'string') learnText(name, value, note, workspace)
    else {
      if (name === 'to' || name === 'cc' || name === 'contact') for (const address of addressesIn(value)) watch().publish(address)
      learnRequest(value, workspace, depth + 1)
    }
  }
}

function learnText(name: string, value: string, note: boolean, workspace: string | null): void {
  const kind = kinds.find(([pattern]) => pattern.test(name))?.[1]
  if (note && workspace !== null) watch().adopt(value, workspace)
  if (kind) watch().learn(kind === 'body' && note ? 'note' : kind, value, workspace)
}

function addressesIn(value: unknown): string[] {
  return JSON.stringify(value ?? '').match(/[^\s"'<>,;:]+@[\w.-]+/g) ?? []
}
