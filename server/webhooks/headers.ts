import type { App } from '../access/index.ts'

export type Headers = Readonly<Record<string, string>>

/** Names to show, and everything sealed: a value may be a credential. */
export function sealHeaders(app: App, headers: Headers): { names: string[]; sealed: Buffer | null } {
  const names = Object.keys(headers)
  return { names, sealed: names.length === 0 ? null : app.secrets.seal('webhook', Buffer.from(JSON.stringify(headers))) }
}

export function openHeaders(app: App, sealed: Buffer | null): Headers {
  return sealed === null ? {} : (JSON.parse(app.secrets.open('webhook', sealed).toString('utf8')) as Headers)
}
