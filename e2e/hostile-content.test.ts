import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import type { Api } from '../server/testing/api.ts'
import { eventually, openBrowser, signIn, words } from './testing/browser.ts'
import { forbiddenIn, type Noticed, notice, touchEverything } from './testing/hostile-content.ts'
import { drawings, fetches, lines, mutations, plainTexts, scripts } from './testing/hostile-payloads.ts'
import { type Product, startProduct } from './testing/product.ts'

/** Content that means harm, through real mail and the API, in front of a real browser: nothing runs and nothing leaves. */
const ada = { email: 'ada@desk.example', password: 'a good long password' }
const sender = 'mallory@customer.example'

let product: Product
let api: Api
let page: Page
let complaints: string[]
let seen: Noticed
let desk: string

beforeAll(async () => {
  product = await startProduct()
  api = await product.api()
  desk = (await api.post<{ id: string }>('/desks', { name: 'Support', lifecycle: 'support', address: 'support@desk.example' })).id
  await api.post('/agents', { ...ada, name: 'Ada Berg', role: 'admin', desks: [desk] })
  ;({ page, complaints } = await openBrowser({ viewport: { width: 1500, height: 1400 } }))
  // Dozens of frames on a busy machine.
  page.setDefaultTimeout(60_000)
  seen = await notice(page.context(), product.url)
  await signIn(page, product.url, ada)
})
afterEach(() => expect(seen).toEqual({ ran: [], stopped: [], left: [], own: [] }))
afterAll(async () => {
  await product.stop()
  expect(complaints).toEqual([])
})

/** One ticket on which every piece is a mail of its own. */
async function mailed(title: string, key: 'html' | 'text', pieces: readonly string[]): Promise<string> {
  const { reference } = await api.post<{ reference: string }>('/tickets', { title, desk, description: 'Hello', contact: { email: sender } })
  const before = product.relay.mails.length
  await api.post(`/tickets/${reference}/messages`, { kind: 'reply', text: 'How can we help?' })
  const [answer] = await eventually(
    () => product.relay.mails.slice(before),
    (mails) => mails.length > 0,
  )
  const replyTo =
    /^Reply-To:.*?<?(\S+@[^\s>]+)>?/im.exec(answer?.raw ?? '')?.[1] ?? /^From:.*?<?(\S+@[^\s>]+)>?/im.exec(answer?.raw ?? '')?.[1]
  const mails = pieces.map((piece, n) => ({
    from: sender,
    to: replyTo,
    subject: `Re: ${title}`,
    [key]: key === 'html' ? `<p>piece ${n} begins</p>\n${piece}\n` : `piece ${n} begins\n${piece}\n`,
  }))
  for (const mail of mails) await product.mail(mail)
  await eventually(
    () => api.get<{ messageCount: number }>(`/tickets/${reference}`),
    ({ messageCount }) => messageCount >= pieces.length + 2,
    60_000,
  )
  return reference
}

/** Opens a ticket, waits until every message is drawn, touches everything, and looks at what stands in the frames. */
async function read(reference: string, pieces: number): Promise<string[]> {
  await page.goto(`${product.url}/tickets/${reference}`)
  await page.getByRole('article').nth(pieces).waitFor()
  const frames = () => page.frames().filter((frame) => frame.url().includes('/content/'))
  let before = -1
  // Those that are still to come would not be looked into.
  await eventually(
    async () => [await page.locator('iframe').count(), frames().length],
    ([framed, there]) => {
      const isWhole = framed === before && there === framed
      before = framed ?? -1
      return isWhole
    },
  )
  await Promise.all(frames().map((frame) => frame.waitForLoadState('load')))
  const forbidden = await Promise.all(frames().map((frame) => forbiddenIn(frame)))
  await touchEverything(page)
  expect(await page.title()).not.toBe('')
  return forbidden.flat()
}

it('the watch itself works: a script that runs, a dialog, a policy that stops a script and a request that leaves are noticed', async () => {
  const other = await openBrowser()
  const noticed = await notice(other.page.context(), product.url)
  const body = `<script nonce=1>beacon('ran');setTimeout(() => alert('dialog'))</script><script>beacon('stopped')</script>
    <img src="https://evil.example/x"><img src="/api/logout">`
  const headers = { 'content-security-policy': "script-src 'nonce-1'" }
  await other.page.route('**/careless', (route) => route.fulfill({ contentType: 'text/html', headers, body }))
  await other.page.goto(`${product.url}/careless`)
  await eventually(
    () => noticed,
    ({ ran, stopped, left, own }) => ran.length === 2 && stopped.length === 1 && left.length === 1 && own.length === 1,
  )
  await other.close()
})

it.each([
  ['D1 mail: scripts in every disguise', scripts],
  ['D2 mail: style sheets, forms, base and refresh', drawings],
  ['D3 mail: pictures and files from elsewhere and from this site, before anybody asked for them', fetches],
  ['D4 mail: markup that is read differently the second time', mutations],
])('%s: nothing runs, nothing leaves, nothing of it stands in the message', async (title, pieces) => {
  for (let from = 0; from < pieces.length; from += 35) {
    const some = pieces.slice(from, from + 35)
    expect(await read(await mailed(`${title} ${from}`, 'html', some), some.length)).toEqual([])
  }
})

it('D5 mail: plain text becomes links that lead where they say and tell nobody who followed them', async () => {
  const reference = await mailed('D5', 'text', plainTexts)
  expect(await read(reference, plainTexts.length)).toEqual([])
  const links = await linksOfMessages()
  expect(links.length).toBeGreaterThan(3)
  for (const [href, rel] of links) {
    expect(href).toMatch(/^https?:\/\/(user:pass@)?ok\.example[:/]/)
    expect(href).not.toMatch(/["'<>\s]/)
    expect(rel).toBe('noopener noreferrer nofollow')
  }
})

/** Where the links of messages lead, those in frames and those on the page. */
async function linksOfMessages(): Promise<(string | null)[][]> {
  const places = [
    page.locator('.prose a'),
    ...page
      .frames()
      .filter((frame) => frame.url().includes('/content/'))
      .map((frame) => frame.locator('a')),
  ]
  const links = await Promise.all(
    places.map((place) => place.evaluateAll((all) => all.map((link) => [link.getAttribute('href'), link.getAttribute('rel')]))),
  )
  return links.flat()
}

it('D1 workspace: titles, names, labels, desks, teams, fields, promises, prepared texts, views and filenames are words wherever they stand', async () => {
  for (const [n, line] of lines.entries()) {
    await api.post('/labels', { name: `${n} ${line}`.slice(0, 60), colour: 'blue' })
    await api.post('/teams', { name: `${n} ${line}` })
    await api.post('/desks', { name: `${n} ${line}`, lifecycle: 'inbox' })
    await api.post(`/desks/${desk}/types`, { name: `${n} ${line}`, key: `type_${n}` })
    await api.post(`/desks/${desk}/inquiry-types`, { name: `${n} ${line}` })
    await api.post(`/desks/${desk}/fields`, { kind: 'choice', name: `${n} ${line}`, help: line, options: [{ name: `${n} ${line}` }] })
    await api.post(`/desks/${desk}/categories`, { name: `${n} ${line}` })
    await api.post('/sla/policies', { name: `${n} ${line}`, terms: { targets: { urgent: { resolution: { amount: 9, unit: 'days' } } } } })
    for (const kind of ['canned', 'template'])
      await api.post('/texts', { kind, title: `${n} ${line}`, html: `<p>text ${line}</p>`, scope: 'desk', desk, folder: `${n} ${line}` })
    await api.post('/views', { name: `${n} ${line}`, where: { all: [] }, shared: true })
    await api.post('/announcements', { title: `news ${line}`, body: line })
    // A password costs a moment, on purpose.
    if (n < 2) await api.post('/agents', { name: `${n} ${line}`, email: `agent${n}@desk.example`, password: ada.password, role: 'agent' })
    await product.mail({
      from: { name: line, address: `mallory${n}@customer.example` },
      to: 'support@desk.example',
      subject: `subject ${n} ${line}`,
      text: line,
      attachments: [{ filename: `${line}.png`, content: Buffer.from('no picture') }],
    })
    await api.post('/tickets', {
      title: `title ${n} ${line}`,
      desk,
      description: line,
      contact: { email: `x${n}@customer.example`, name: line },
      labels: [`${n} ${line}`.slice(0, 60)],
    })
  }
  const list = await eventually(
    () => api.get<{ items: { reference: string; title: string }[] }>('/tickets?limit=100'),
    ({ items }) => items.filter(({ title }) => title.startsWith('subject ')).length === lines.length,
    60_000,
  )
  const settings = ['labels', 'teams', 'desks', 'agents', 'fields', 'categories', 'service-levels', 'canned', 'templates', 'announcements']
  for (const path of ['/tickets', '/outbox', ...settings.map((section) => `/settings/${section}`)]) {
    await page.goto(product.url + path)
    await page.getByRole('navigation', { name: 'Navigation' }).waitFor()
    if (path !== '/outbox')
      await page
        .getByText(path === '/tickets' || path === '/settings/announcements' ? (lines[0] as string) : `0 ${lines[0]}`)
        .filter({ visible: true })
        .first()
        .waitFor()
    await touchEverything(page)
  }
  for (const { reference, title } of list.items.filter(({ title: one }) => /^(subject 0|title 1) /.test(one))) {
    expect(await read(reference, 0)).toEqual([])
    await words(page, title).waitFor()
  }
  // The search shows what was typed, and rows.
  await page.keyboard.press('Escape')
  await page.goto(`${product.url}/tickets?q=${encodeURIComponent(lines[0] as string)}`)
  await page.getByRole('navigation', { name: 'Navigation' }).waitFor()
  await touchEverything(page)
})

it('D7 mail and API: quoting a hostile mail in a reply sends none of it on, and a file of another ticket cannot be sent along', async () => {
  const reference = await mailed('Quoted', 'html', [scripts.slice(0, 30).join('\n')])
  const before = product.relay.mails.length
  const quoted = `<p>See below.</p><blockquote>${[...scripts, ...drawings, ...fetches, ...mutations].join('').replaceAll('\0', '')}</blockquote>`
  await api.post(`/tickets/${reference}/messages`, { kind: 'reply', html: quoted })
  // The receipt for the hostile mail leaves as well.
  const [mail] = await eventually(
    () => product.relay.mails.slice(before).filter(({ raw }) => raw.includes('See below.')),
    (mails) => mails.length > 0,
  )
  const { simpleParser } = await import('mailparser')
  const sent = await simpleParser(mail?.raw ?? '')
  expect(sent.html).toContain('See below.')
  const reader = await openBrowser()
  const noticed = await notice(reader.page.context(), product.url)
  await reader.page.route('**/*', (route) => route.abort())
  // As a mail program without any protection would show it.
  await reader.page.setContent(String(sent.html))
  await touchEverything(reader.page)
  const handlers = await reader.page.evaluate(
    () =>
      [...document.querySelectorAll('*')].filter(
        (one) =>
          one.matches('script, iframe, object, embed, form, svg, base') || [...one.attributes].some(({ name }) => name.startsWith('on')),
      ).length,
  )
  await reader.close()
  expect({ ran: noticed.ran, handlers }).toEqual({ ran: [], handlers: 0 })

  const attachments = (
    await api.get<{ items: { attachments: { id: string }[] }[] }>(
      `/tickets/${(await api.get<{ items: { reference: string }[] }>('/tickets?q=subject&limit=1')).items[0]?.reference}/messages`,
    )
  ).items.flatMap((message) => message.attachments)
  expect(attachments.length).toBeGreaterThan(0)
  const refused = await api.problem('POST', `/tickets/${reference}/messages`, {
    kind: 'reply',
    text: 'with it',
    attachments: [attachments[0]?.id],
  })
  const unknown = await api.problem('POST', `/tickets/${reference}/messages`, { kind: 'reply', text: 'with it', attachments: ['999999'] })
  expect([refused.status, refused.code, refused.detail]).toEqual([unknown.status, unknown.code, unknown.detail])
  expect(refused.status).toBeGreaterThanOrEqual(400)
})
