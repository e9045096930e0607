import type { Observation, Secret } from './collector.ts'

export type SecretKind = 'note' | 'body' | 'title' | 'bcc' | 'card' | 'credential' | 'password'

/**
 * Where something was seen. `problem`: an answer that refuses or fails, whoever asked. `answer to staff`: a success shown to
 * somebody with a session or a key, its headers and frames too.
 */
export type Surface = 'log' | 'metrics' | 'problem' | 'mail' | 'smtp answer' | 'answer to staff' | 'answer to a stranger'

/** Who read it: staff of one workspace. */
export interface Reader {
  readonly workspace: string
}

/** Staff see what their own workspace wrote, but no credential. Anywhere else a secret is a leak; there are no exceptions. */
export function isAllowed({ kind, workspace }: Secret, { surface, reader }: Observation): boolean {
  if (surface !== 'answer to staff' || kind === 'credential' || kind === 'password') return false
  return workspace !== null && workspace === reader?.workspace
}

/**
 * Where a phrase that a test happened to write is looked for, as against a planted string, which is looked for everywhere.
 * A mail carries bodies and titles, and a page may use the words of a test: there they prove nothing.
 */
export function isSought(kind: SecretKind, surface: Surface): boolean {
  if (surface === 'answer to staff') return false
  if (surface === 'log' || surface === 'metrics') return true
  if (kind === 'title') return false
  return kind !== 'body' || surface === 'problem'
}
