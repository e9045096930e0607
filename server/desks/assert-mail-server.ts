import type { App } from '../access/index.ts'
import { invalid } from '../platform/errors/index.ts'
import { checkHost, guardOf } from '../platform/outgoing/index.ts'

/**
 * Refuses a mail server that is not public when it is typed; it is looked at again at every connection. A name that
 * cannot be found right now may be there later.
 */
export async function assertMailServer(app: App, { host, port }: { host: string; port: number }): Promise<void> {
  const checked = await checkHost(guardOf(app.config), { host, port, protocol: 'imap' })
  if (checked.ok || checked.reason === 'host_not_found') return
  throw invalid(checked.reason === 'port' ? 'imap.port' : 'imap.host', checked.message)
}
