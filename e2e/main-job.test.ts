import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { eventually, openBrowser, pressUntil, row, words } from './testing/browser.ts'
import { type Product, startProduct } from './testing/product.ts'

/** One long story, told in order: from an empty machine to an answered mail. */
let product: Product
let page: Page
let complaints: string[]

beforeAll(async () => {
  product = await startProduct({ fromNothing: true })
  ;({ page, complaints } = await openBrowser())
})
afterAll(async () => {
  await product.stop()
  expect(complaints).toEqual([])
})

/** What somebody wrote to a customer; what the desk says by itself is marked as automatic. */
const answers = (address: string) =>
  product.relay.mails.filter((mail) => mail.to[0] === address && !/^Auto-Submitted: auto-generated/m.test(mail.raw))

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAIAAACQkWg2AAAAFklEQVR4nGNkYPjPQApgIkn1qIZRDcQCAH5bAR8iK9AsAAAAAElFTkSuQmCC',
  'base64',
)

it('the set-up link opens three short forms and ends with a desk that takes mail', async () => {
  await page.goto(product.setupUrl)
  await page.getByLabel('Your name').fill('Ada Berg')
  await page.getByLabel('Mail address').fill('ada@desk.example')
  await page.getByLabel('Password').fill('a good long password')
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByLabel('Workspace name').fill('Lindgren Tools')
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('radio', { name: /^Support/ }).check()
  expect(await page.getByLabel('Mail address of the desk').inputValue()).toBe('support@localhost')
  await page.getByRole('button', { name: 'Create the desk' }).click()
  await page.getByText('Your desk is open').waitFor()
  expect(await page.getByText(/^swaks --to support@localhost/).innerText()).toContain(`--port ${product.smtpPort}`)
  await page.getByRole('button', { name: 'Send a test mail' }).click()
  await page.getByText(/arrived and became TKT-0001|was accepted/).waitFor()
  await page
    .getByRole('button', { name: 'Go to the tickets' })
    .or(page.getByRole('link', { name: 'Go to the tickets' }))
    .click()
  await page.getByTestId('ticket-row').first().waitFor()
})

it('the link works once', async () => {
  const other = await openBrowser()
  await other.page.goto(product.setupUrl)
  await other.page.getByText('This desk is set up already').waitFor()
  await other.close()
})

it('a mail stands in the browser unasked, with its text, inline image and attachment', async () => {
  await product.mail({
    from: '"田中 由紀" <yuki@customer.example>',
    to: 'support@localhost',
    subject: 'ログインできません',
    messageId: '<first-1@customer.example>',
    text: 'パスワードを再設定してもログインできません。',
    html: '<p>パスワードを<b>再設定</b>してもログインできません。</p><p><img src="cid:shot"></p><script>alert(1)</script>',
    attachments: [
      { filename: 'shot.png', content: png, cid: 'shot', contentDisposition: 'inline' },
      { filename: 'ログ.txt', content: 'error 42' },
    ],
  })
  await row(page, 'ログインできません').first().click()
  const message = page.getByTestId('message').first()
  const frame = message.frameLocator('iframe')
  await frame.getByText('再設定').waitFor()
  await eventually(
    () => frame.locator('img').evaluate((image) => (image as HTMLImageElement).naturalWidth),
    (width) => width === 16,
  )
  await message.getByText('ログ.txt').waitFor()
  await words(page, 'yuki@customer.example').waitFor()
})

it('the agent takes it, replies with formatting and a file, and the customer gets a proper mail', async () => {
  await page.getByRole('button', { name: 'Take', exact: true }).first().waitFor()
  await page.keyboard.press('i')
  await page.getByRole('button', { name: 'Assignee: Ada Berg' }).first().waitFor()
  await page.keyboard.press('r')
  const composer = page.getByTestId('composer')
  await composer.locator('[contenteditable=true]:focus').waitFor()
  await page.keyboard.type('田中様、')
  await page.keyboard.press('Control+b')
  await page.keyboard.type('新しいリンク')
  await page.keyboard.press('Control+b')
  await page.keyboard.type('をお送りします。')
  await composer.locator('input[type=file]').setInputFiles({ name: 'guide.txt', mimeType: 'text/plain', buffer: Buffer.from('step 1') })
  await composer.getByText('guide.txt').waitFor()
  await composer.getByLabel(/^Uploading/).waitFor({ state: 'detached' })
  await page.keyboard.press('Control+Enter')
  const [mail] = await eventually(
    () => answers('yuki@customer.example'),
    (mails) => mails.length === 1,
  )
  expect(mail?.to).toEqual(['yuki@customer.example'])
  expect(mail?.raw).toMatch(/^In-Reply-To: <first-1@customer\.example>/m)
  expect(mail?.raw).toMatch(/^Reply-To: support\+[a-z0-9]+@localhost/m)
  expect(mail?.raw).toContain('multipart/alternative')
  expect(mail?.raw).toContain('guide.txt')
  expect(mail?.raw).toMatch(/<strong>|<b>/)
  await page.getByTestId('message').nth(2).waitFor()
})

it('an internal note stays inside: amber, with a lock, and mailed to nobody', async () => {
  // A click into the mail’s own frame leaves the keyboard with the page.
  await page.getByTestId('message').nth(2).frameLocator('iframe').locator('body').click()
  await pressUntil(page, 'n', page.getByTestId('composer').locator('[contenteditable=true]:focus'))
  await page.keyboard.type('Locked after five tries: canary-note-7731')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('article', { name: /^Note by Ada Berg/ }).waitFor()
  expect(answers('yuki@customer.example')).toHaveLength(1)
})

it('the agent resolves it with a text, and the customer’s answer by mail opens it again, seen live', async () => {
  await page
    .getByRole('article', { name: /^Note by/ })
    .locator('header')
    .click({ position: { x: 60, y: 6 } })
  const dialog = page.getByRole('dialog')
  await pressUntil(page, 'e', dialog)
  await dialog.getByRole('textbox').first().fill('新しいパスワードで入れます。')
  await dialog.getByRole('button', { name: /resolve/i }).click()
  await words(page, 'Resolved').waitFor()
  const mails = await eventually(
    () => answers('yuki@customer.example'),
    (all) => all.length === 2,
  )
  expect(mails.map((mail) => mail.raw).join()).not.toContain('canary-note-7731')

  const replyTo = /^Reply-To: (\S+)/m.exec(mails[0]?.raw ?? '')?.[1] ?? ''
  const messageId = /^Message-ID: (\S+)/m.exec(mails[1]?.raw ?? '')?.[1] ?? ''
  await product.mail({
    from: 'Yuki <yuki@customer.example>',
    to: replyTo,
    subject: 'Re: ログインできません',
    inReplyTo: messageId,
    references: messageId,
    text: 'まだできません。\n\n2026年11月22日(日) 9:00 Support <support@localhost>:\n> 新しいパスワードで入れます。\n',
  })
  // A mail with quoted history is shown in a frame of its own, the history folded.
  await page.getByTestId('message').last().frameLocator('iframe').getByText('まだできません。').last().waitFor()
  await eventually(
    () => row(page, 'ログインできません').innerText(),
    (text) => text.includes('Open'),
  )
})

it('the same by the API alone, with a key', async () => {
  const api = await product.api()
  const created = await api.post<{ reference: string; status: { key: string } }>('/tickets', {
    title: 'Refund for order 88123',
    description: 'I was charged twice.',
    contact: { email: 'carl@customer.example', name: 'Carl Ito' },
  })
  await row(page, 'Refund for order 88123').first().waitFor()
  await api.post(`/tickets/${created.reference}/take`)
  await api.post(`/tickets/${created.reference}/messages`, { kind: 'reply', text: 'We have sent the money back.' })
  const mails = await eventually(
    () => answers('carl@customer.example'),
    (found) => found.length === 1,
  )
  const resolved = await api.post<{ ticket: { status: { key: string } } }>(`/tickets/${created.reference}/resolve`, { text: 'Refunded.' })
  expect(resolved.ticket.status.key).toBe('resolved')
  const replyTo = /^Reply-To: (\S+)/m.exec(mails[0]?.raw ?? '')?.[1]
  await product.mail({ from: 'carl@customer.example', to: replyTo, subject: 'Re: Refund', text: 'It did not arrive.' })
  await eventually(
    () => api.get<{ status: { key: string }; messageCount: number }>(`/tickets/${created.reference}`),
    (ticket) => ticket.status.key === 'open' && ticket.messageCount === 5,
  )
})

it('mail to nobody here is refused, and nothing is passed on', async () => {
  await expect(product.mail({ from: 'eve@evil.example', to: 'someone@elsewhere.example', subject: 'relay', text: 'x' })).rejects.toThrow(
    /550/,
  )
})
