import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import type { Api } from '../server/testing/api.ts'
import { eventually, hasFocus, openBrowser, press, row, words } from './testing/browser.ts'
import { type Product, startProduct } from './testing/product.ts'
import { staff } from './testing/staff.ts'

/** Writing in the browser: a reply that is taken back, a picture, a mention that reaches a colleague, an answer that came meanwhile. */
let product: Product
let ada: { page: Page; complaints: string[]; close(): Promise<void> }
let mina: typeof ada
let api: Api
let reference: string

const password = 'a good long password'

beforeAll(async () => {
  product = await startProduct({ env: { STATEDESK_DEV: '1' } })
  api = await product.api()
  await staff(api, {
    desks: [{ name: 'Support', lifecycle: 'support', address: 'support@desk.example' }],
    people: [
      { name: 'Ada Berg', email: 'ada@desk.example', password, role: 'admin' },
      { name: 'Mina Kim', email: 'mina@desk.example', password, role: 'agent' },
    ],
  })
  const ticket = await api.post<{ reference: string }>('/tickets', {
    title: 'Cannot sign in',
    description: 'It says no.',
    contact: { email: 'carl@customer.example', name: 'Carl Ito' },
  })
  reference = ticket.reference
  ada = await openBrowser()
  mina = await openBrowser()
  await signIn(ada.page, 'ada@desk.example')
  await signIn(mina.page, 'mina@desk.example')
})
afterAll(async () => {
  await product.stop()
  expect([...ada.complaints, ...mina.complaints]).toEqual([])
})

async function signIn(page: Page, email: string) {
  await page.goto(`${product.url}/sign-in`)
  await page.getByLabel('Mail address').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.keyboard.press('Enter')
  await row(page, 'Cannot sign in').first().waitFor()
}

const toCarl = () =>
  product.relay.mails.filter((mail) => mail.to[0] === 'carl@customer.example' && !/^Auto-Submitted: auto/m.test(mail.raw))
const text = (page: Page) => page.getByTestId('composer').locator('[contenteditable=true]')

async function write(page: Page, key: 'r' | 'n', typed: string) {
  await page
    .getByRole('article', { name: `Ticket ${reference}` })
    .getByTestId('message')
    .first()
    .waitFor()
  await page.locator('body').press(key)
  await page.getByTestId('composer').locator('[contenteditable=true]:focus').waitFor()
  await page.keyboard.type(typed)
}

it('how long a reply can be taken back is everybody’s own choice (B4)', async () => {
  const { page } = ada
  await page.goto(`${product.url}/settings/writing`)
  await page.getByLabel('Time to take a reply back').selectOption('60')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Saved').first().waitFor()
  await page.goto(`${product.url}/tickets`)
})

it('a reply waits, and Ctrl-Z makes it a draft again with its status choice; sent once more it leaves by itself (B4)', async () => {
  const { page } = ada
  await row(page, 'Cannot sign in').first().click()
  await write(page, 'r', 'Please try once more.')
  await press(page.getByRole('button', { name: 'Send and change the status' }))
  await press(page.getByRole('menuitem', { name: 'Send & Waiting' }))
  await page.getByTestId('held').waitFor()
  await page.keyboard.press('Control+z')
  await page.getByText('Not sent. Your reply is a draft again.').waitFor()
  await page.getByTestId('held').waitFor({ state: 'detached' })
  await text(page).getByText('Please try once more.').waitFor()
  await page.getByRole('button', { name: /^Send & Waiting/ }).waitFor()
  expect(toCarl()).toEqual([])

  await text(page).press('Control+Enter')
  await press(page.getByRole('button', { name: 'Send now' }))
  await eventually(
    () => toCarl(),
    (mails) => mails.length === 1,
  )
  await page
    .getByRole('button', { name: /^Status: Waiting/ })
    .first()
    .waitFor()
})

it('a held reply survives a reload, and can be taken back from the conversation (B4)', async () => {
  const { page } = ada
  await write(page, 'r', 'One more thing.')
  await page.keyboard.press('Control+Enter')
  await page.getByTestId('held').waitFor()
  await page.reload()
  await page.getByTestId('held').getByRole('button', { name: 'Undo' }).click()
  await page.getByText('Not sent. Your reply is a draft again.').waitFor()
  await text(page).getByText('One more thing.').waitFor()
  expect(toCarl()).toHaveLength(1)
})

it('a picture is pasted into the text, shown there, kept over a reload and sent inside the mail (T5 T8)', async () => {
  const { page } = ada
  await text(page).click()
  await hasFocus(text(page))
  await page.evaluate(async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 40, height: 20 })
    canvas.getContext('2d')?.fillRect(0, 0, 40, 20)
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
    const clipboardData = new DataTransfer()
    clipboardData.items.add(new File([blob as Blob], 'screen.png', { type: 'image/png' }))
    document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  })
  const picture = () => page.locator('.composed-picture').evaluate((image) => (image as HTMLImageElement).naturalWidth)
  await page.locator('.composed-picture').waitFor()
  await eventually(picture, (width) => width === 40)
  await page.getByText('Draft saved').waitFor()
  await page.reload()
  await page.locator('.composed-picture').waitFor()
  await eventually(picture, (width) => width === 40)
  await text(page).press('Control+Enter')
  await press(page.getByRole('button', { name: 'Send now' }))
  const mails = await eventually(
    () => toCarl(),
    (all) => all.length === 2,
  )
  expect(mails[1]?.raw).toMatch(/Content-ID: <\d+@desk\.example>/i)
  expect(mails[1]?.raw).toContain('multipart/related')
})

it('a mention in a note rings the colleague’s bell at once, and opens the ticket from there (A3)', async () => {
  await write(ada.page, 'n', 'Could you look, @mi')
  await ada.page.getByRole('option', { name: 'Mina Kim' }).waitFor()
  await ada.page.keyboard.press('Enter')
  await ada.page.keyboard.type('please?')
  await ada.page.keyboard.press('Control+Enter')
  const { page } = mina
  await words(page, `Ada Berg mentioned you on ${reference}`).waitFor()
  await eventually(
    () => page.title(),
    (title) => title.startsWith('(1) '),
  )
  await page.getByTestId('bell').first().click()
  await page.keyboard.press('ArrowDown')
  await page.getByRole('link', { name: /Ada Berg mentioned you/ }).click()
  await page.getByRole('article', { name: /^Note by Ada Berg/ }).waitFor()
  await eventually(
    () => page.title(),
    (title) => !title.startsWith('('),
  )
})

it('who writes is seen by who has the composer open, and what the customer wrote meanwhile is shown before anything is sent (T8 B4)', async () => {
  await write(mina.page, 'r', 'I will answer this.')
  await write(ada.page, 'r', 'Me too.')
  await ada.page.getByTestId('collision').getByText('Mina Kim is typing').waitFor()
  await api.post(`/tickets/${reference}/messages`, { as: 'customer', text: 'It works now, thank you.' })
  await words(ada.page, 'It works now, thank you.').waitFor()
  await text(ada.page).press('Control+Enter')
  const stale = ada.page.getByTestId('stale')
  await stale.getByText('It works now, thank you.').waitFor()
  await stale.getByRole('button', { name: 'Change my reply' }).click()
  await text(ada.page).getByText('Me too.').waitFor()
  expect(toCarl()).toHaveLength(2)
})

it('a held reply that may not leave any more comes back into what its author writes by then, and neither is lost (B4)', async () => {
  const { page } = ada
  const ticket = await api.post<{ reference: string }>('/tickets', {
    title: 'The printer is on fire',
    description: 'Help!',
    contact: { email: 'carl@customer.example', name: 'Carl Ito' },
  })
  reference = ticket.reference
  await row(page, 'The printer is on fire').click()
  await write(page, 'r', 'The long planned answer.')
  await page.keyboard.press('Control+Enter')
  await page.getByTestId('held').waitFor()
  await write(page, 'r', 'By the way')
  await page.getByText('Draft saved').waitFor()
  await api.post(`/tickets/${reference}/messages`, { as: 'customer', text: 'It is out now.' })
  await page.getByText('It is out now.').first().waitFor()
  await api.put('/dev/clock', { offsetSeconds: 61 })
  const both = (words: string) => words.includes('The long planned answer.') && words.includes('By the way')
  await eventually(() => text(page).innerText(), both)
  await text(page).press('Control+End')
  await page.keyboard.type(', one more.')
  const kept = async () => {
    const answer = await page.request.get(`${product.url}/api/v1/tickets/${reference}/draft`)
    return ((await answer.json()) as { draft: { html: string } }).draft.html
  }
  expect(await eventually(kept, (html) => html.includes(', one more.'))).toSatisfy(both)
})
