import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from './product.ts'

/** Makes once what products begin with, to be copied: a data folder with a database at the newest schema, and a key to its API. */
export default async function setup(): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'statedesk-e2e-prepared-'))
  chmodSync(folder, 0o711)
  const data = join(folder, 'data')
  // It builds what is stale as well, before several would.
  const key = await run(['key', 'create', '--role', 'admin', '--name', 'e2e admin'], {
    ...process.env,
    DATABASE_URL: '',
    STATEDESK_DATA: data,
  })
  process.env.STATEDESK_E2E_DATA = data
  process.env.STATEDESK_E2E_KEY = key
  return () => rmSync(folder, { recursive: true, force: true })
}
