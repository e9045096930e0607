import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Api } from '../../server/testing/api.ts'
import type { TakenIn } from '../../server/channels/email/testing/relay-sink.ts'
import { eventually, openBrowser, signIn } from './browser.ts'
import { type Product, startProduct } from './product.ts'
import { staff } from './staff.ts'

export type DeskKind = 'inbox' | 'live' | 'contact-center' | 'support' | 'sign-off'

/** Somebody of the staff in front of a browser of their own. */
export interface Colleague {
  readonly name: string
  readonly email: string
  readonly id: string
  readonly page: Page
  readonly complaints: string[]
}

/** Two people at work on desks of every lifecycle, real mail both ways, and a clock that can be moved. */
export interface Office {
  readonly product: Product
  readonly api: Api
  readonly desks: Readonly<Record<DeskKind, { id: string; address: string }>>
  /** An admin. */
  readonly ada: Colleague
  /** An agent. */
  readonly mina: Colleague
  customer(name: string): Customer
  /** Business time goes on. */
  forward(seconds: number): Promise<void>
  close(): Promise<void>
}

/** Somebody who writes and reads mail, and nothing else. */
export interface Customer {
  readonly name: string
  readonly email: string
  writes(to: string, subject: string, text: string, more?: object): Promise<void>
  /** Answers the newest mail they have. */
  answers(text: string): Promise<void>
  /** Every mail they have, oldest first. */
  mails(): TakenIn[]
  /** Waits until they have so many; gives the newest. */
  has(count: number): Promise<TakenIn>
}

const password = 'a good long password'
const kinds: readonly DeskKind[] = ['support', 'inbox', 'live', 'contact-center', 'sign-off']

export async function openOffice(): Promise<Office> {
  const product = await startProduct({ env: { STATEDESK_DEV: '1' } })
  const api = await product.api()
  const addressOf = (kind: DeskKind) => `${kind}@desk.example`
  const ids = await staff(api, {
    desks: kinds.map((kind) => ({ name: `${kind} desk`, lifecycle: kind, address: addressOf(kind) })),
    people: [
      { name: 'Ada Berg', email: 'ada@desk.example', password, role: 'admin' },
      { name: 'Mina Kim', email: 'mina@desk.example', password, role: 'agent' },
    ],
  })
  const desks = {} as Record<DeskKind, { id: string; address: string }>
  for (const kind of kinds) desks[kind] = { id: ids[`${kind} desk`] ?? '', address: addressOf(kind) }

  const colleague = async (name: string): Promise<Colleague> => {
    const email = `${name.split(' ')[0]?.toLowerCase()}@desk.example`
    const { page, complaints } = await openBrowser()
    await signIn(page, product.url, { email, password })
    // Taking a reply back has a story of its own.
    const headers = { 'x-statedesk': '1' }
    await page.request.patch(`${product.url}/api/v1/me`, { data: { preferences: { undoSendSeconds: 0 } }, headers })
    await page.reload()
    return { name, email, id: ids[name] ?? '', page, complaints }
  }
  const [ada, mina] = [await colleague('Ada Berg'), await colleague('Mina Kim')]
  let offset = 0
  return {
    product,
    api,
    desks,
    ada,
    mina,
    customer: (name) => customer(product, name),
    async forward(seconds) {
      offset += seconds
      await api.put('/dev/clock', { offsetSeconds: offset })
      // A page learns the time when it is opened.
      if (seconds > 3_600) await Promise.all([ada.page.reload(), mina.page.reload()])
    },
    async close() {
      await product.stop()
      expect([...ada.complaints, ...mina.complaints]).toEqual([])
    },
  }
}

function customer(product: Product, name: string): Customer {
  const email = `${name.split(' ')[0]?.toLowerCase()}@customer.example`
  const from = { name, address: email }
  const mails = () => product.relay.mails.filter(({ to }) => to.includes(email))
  const header = (raw: string, one: string) => new RegExp(`^${one}: (?:.*<)?([^\\s<>]+)>?\\s*$`, 'im').exec(raw)?.[1] ?? ''
  return {
    name,
    email,
    mails,
    writes: (to, subject, text, more = {}) => product.mail({ from, to, subject, text, ...more }),
    async answers(text) {
      const raw = mails().at(-1)?.raw ?? ''
      const messageId = header(raw, 'Message-ID')
      const to = header(raw, 'Reply-To')
      await product.mail({ from, to, subject: 'Re: your answer', inReplyTo: `<${messageId}>`, references: `<${messageId}>`, text })
    },
    async has(count) {
      const found = await eventually(mails, (all) => all.length >= count)
      expect(found).toHaveLength(count)
      return found.at(-1) as TakenIn
    },
  }
}
