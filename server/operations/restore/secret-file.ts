import { existsSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../../platform/config.ts'

export interface SecretFile {
  /** Null where the environment gives the secret. */
  readonly path: string | null
  /** Writes another secret and keeps the one before beside it; false where the environment gives it. */
  replace(secret: string): boolean
  wasReplaced(): boolean
  /** After a restore that failed. */
  putBack(): void
}

/** The file that the secret of an installation stands in. It is replaced before the rows are committed: the other order could lose it. */
export function secretFileOf(config: Config, env: NodeJS.ProcessEnv = process.env): SecretFile {
  const path = env.STATEDESK_SECRET ? null : join(config.dataFolder, 'secret.key')
  let before: string | null = null
  return {
    path,
    replace(secret) {
      if (path === null) return false
      before = `${path}.before-${new Date().toISOString().replaceAll(/[:.]/g, '')}`
      writeFileSync(`${path}.new`, `${secret}\n`, { mode: 0o600, flush: true })
      if (existsSync(path)) renameSync(path, before)
      renameSync(`${path}.new`, path)
      return true
    },
    wasReplaced: () => before !== null,
    putBack() {
      if (path !== null && before !== null && existsSync(before)) renameSync(before, path)
      before = null
    },
  }
}
