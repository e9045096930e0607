import type { App } from '../access/index.ts'
import { hashToken, randomToken } from '../platform/secrets.ts'
import { anybody, dropOpenLinks, insertLink, linkIsOpen, openLink } from './setup.queries.ts'

/** The address of the set-up page, the same on every start until it was used; null once somebody can sign in. */
export async function ensureSetupLink(app: App, publicUrl: string): Promise<string | null> {
  if (await isSetUp(app)) return null
  const token = (await keptToken(app)) ?? (await newToken(app))
  return `${publicUrl}/setup?token=${token}`
}

export async function isSetUp(app: App): Promise<boolean> {
  const [row] = await app.db.outside<{ isThere: boolean }>(anybody)
  return row?.isThere === true
}

export async function isOpenToken(app: App, token: string): Promise<boolean> {
  return (await app.db.outside(linkIsOpen, [hashToken(token)])).length === 1
}

async function keptToken(app: App): Promise<string | null> {
  const [link] = await app.db.outside<{ sealed: Buffer }>(openLink)
  if (!link) return null
  try {
    return app.secrets.open('setup-link', link.sealed).toString('utf8')
  } catch {
    // Sealed with another secret: nobody can know its token any more.
    await app.db.outside(dropOpenLinks)
    return null
  }
}

async function newToken(app: App): Promise<string> {
  const token = randomToken()
  await app.db.outside(insertLink, [hashToken(token), app.secrets.seal('setup-link', Buffer.from(token, 'utf8'))])
  return token
}
