import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Api } from '../server/testing/api.ts'
import { eventually, hasFocus, openBrowser, row, words } from './testing/browser.ts'
import { expectVisibleFocus, focusIsOn, focusOf, roundOfTab, tabTo } from './testing/keyboard.ts'
import { type Product, startProduct } from './testing/product.ts'
import { staff } from './testing/staff.ts'

/** A day at the desk without a mouse: every stop of the keyboard is seen, nothing holds it, and it comes back where it was. */
const ada = { email: 'ada@desk.example', password: 'a good long password' }

let product: Product
let api: Api
let page: Page
let complaints: string[]

const keys = (...pressed: string[]) => pressed.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve())
const type = (words: string) => page.keyboard.type(words)
const editorHasFocus = () => page.getByTestId('composer').locator('[contenteditable=true]:focus').waitFor()

beforeAll(async () => {
  product = await startProduct()
  api = await product.api()
  await staff(api, {
    desks: [{ name: 'Support', lifecycle: 'support', address: 'support@desk.example' }],
    people: [{ ...ada, name: 'Ada Berg', role: 'admin' }],
  })
  await api.post('/labels', { name: 'refund', colour: 'orange' })
  await api.post('/texts', {
    kind: 'canned',
    title: 'Refund',
    shortcut: 'refund',
    html: '<p>Your refund is on its way.</p>',
    scope: 'all',
  })
  const contact = { email: 'carl@customer.example', name: 'Carl Ito' }
  for (const title of ['Broken handle', 'Where is my parcel', 'Printer on fire'])
    await api.post('/tickets', { title, description: 'Please help.', contact, priority: title.startsWith('Printer') ? 'urgent' : 'normal' })
  ;({ page, complaints } = await openBrowser())
})
afterAll(async () => {
  await product.stop()
  expect(complaints).toEqual([])
})

it('signing in takes the keyboard alone', async () => {
  await page.goto(product.url)
  await focusIsOn(page, /^Mail address/)
  await type(ada.email)
  await keys('Tab')
  await expectVisibleFocus(page)
  await type(ada.password)
  await tabTo(page, /^Sign in$/)
  await keys('Enter')
  await row(page, 'Printer on fire').waitFor()
  // Long enough to take a reply back on a slow machine.
  const headers = { 'x-statedesk': '1' }
  await page.request.patch(`${product.url}/api/v1/me`, { data: { preferences: { undoSendSeconds: 20 } }, headers })
  await page.reload()
  await row(page, 'Printer on fire').waitFor()
})

it('Tab goes around the page in the order in which it is read, past the list in one step, and nothing holds it', async () => {
  await page.getByRole('button', { name: 'Filter by Priority' }).waitFor()
  await page
    .getByRole('link', { name: /^All tickets/ })
    .first()
    .waitFor()
  const stops = await roundOfTab(page)
  const at = (words: RegExp) => stops.findIndex((stop) => words.test(stop))
  expect(stops[0]).toContain('Skip to content')
  const order = [/Skip to content/, /New ticket/, /Find or do/, /All tickets/, /Settings/, /Filter by Priority/, /Printer on fire/].map(at)
  expect(order).not.toContain(-1)
  expect(order).toEqual([...order].sort((one, other) => one - other))
  expect(stops.filter((stop) => stop.includes('TKT-')).length).toBeLessThanOrEqual(2)
})

it('a ticket is found by words, and by a filter, and opened', async () => {
  await keys('/')
  await focusIsOn(page, /^Search/)
  await type('parcel')
  await row(page, 'Printer on fire').waitFor({ state: 'detached' })
  await row(page, 'Where is my parcel').locator('mark').first().waitFor()
  await tabTo(page, /TKT-/)
  // Other words in place of those.
  await keys('/')
  await focusIsOn(page, /^Search/)
  await type('fire')
  await row(page, 'Where is my parcel').waitFor({ state: 'detached' })
  await row(page, 'Printer on fire').waitFor()
  await keys('Escape')
  await row(page, 'Where is my parcel').waitFor()
  await focusIsOn(page, /^Search/)
  await tabTo(page, /^Filter by Priority/)
  await keys('Enter')
  await page.getByRole('option', { name: 'Urgent' }).waitFor()
  await type('urg')
  await keys('Enter', 'Escape')
  await focusIsOn(page, /^Priority: Urgent/)
  await row(page, 'Broken handle').waitFor({ state: 'detached' })
  await tabTo(page, /^Clear the filter Priority/)
  await keys('Enter')
  await row(page, 'Broken handle').waitFor()
  await tabTo(page, /Unread|TKT-/)
  const first = (await focusOf(page)).name
  await keys('ArrowDown')
  await eventually(
    async () => (await focusOf(page)).name,
    (name) => name !== first && name.includes('TKT-'),
  )
  await expectVisibleFocus(page)
  await keys('ArrowUp')
  await keys('Enter')
  await page.getByTestId('message').first().waitFor()
})

it('a ticket is taken and answered with prepared words and a file, and the answer is taken back and sent again', async () => {
  await page.getByRole('button', { name: 'Take', exact: true }).first().waitFor()
  await keys('i')
  // From now on windows that choose files are caught: asked for only as one opens, it may come too late.
  page.on('filechooser', () => undefined)
  await page.getByRole('button', { name: 'Assignee: Ada Berg' }).first().waitFor()
  await keys('r')
  await editorHasFocus()
  await type('/ref')
  await page.getByRole('option', { name: /^Refund/ }).waitFor()
  await keys('Enter')
  await page.getByTestId('composer').getByText('Your refund is on its way.').waitFor()
  await page.getByRole('option').first().waitFor({ state: 'detached' })
  await editorHasFocus()
  // Out of the text box by Tab, over its tools, and back.
  await tabTo(page, /^Attach files$/)
  const chooser = page.waitForEvent('filechooser')
  await keys('Enter')
  await (await chooser).setFiles({ name: 'guide.txt', mimeType: 'text/plain', buffer: Buffer.from('step 1') })
  await page.getByTestId('composer').getByText('guide.txt').waitFor()
  await page.getByLabel(/^Uploading/).waitFor({ state: 'detached' })
  await tabTo(page, /^Send/)
  await keys('Enter')
  await page.getByTestId('held').waitFor()
  await focusIsOn(page, /^Reply to Carl Ito/)
  await keys('Control+z')
  await page.getByText('Not sent. Your reply is a draft again.').waitFor()
  await page.getByTestId('composer').getByText('Your refund is on its way.').waitFor()
  await editorHasFocus()
  await keys('Control+Enter')
  const toCarl = () => product.relay.mails.filter((mail) => mail.to[0] === 'carl@customer.example' && mail.raw.includes('on its way'))
  // It is held for those seconds first.
  await eventually(toCarl, (mails) => mails.length === 1, 60_000)
})

it('a label, the next ticket, and one that is put off: the keyboard comes back from every window', async () => {
  await keys('l')
  await page.getByRole('option', { name: 'refund' }).waitFor()
  await keys('Enter')
  await page.getByRole('option', { name: 'refund', selected: true }).waitFor()
  await keys('Escape')
  await page.getByRole('option').first().waitFor({ state: 'detached' })
  await expectVisibleFocus(page)
  const open = page.url()
  // What was answered stands at the end of the list, once its row has moved there.
  await eventually(
    async () => {
      if (page.url() === open) await keys('k')
      await page.waitForURL((url) => url.href !== open, { timeout: 2_000 }).catch(() => undefined)
      return page.url()
    },
    (url) => url !== open,
  )
  await page.getByTestId('message').first().waitFor()
  // From the top, past the list.
  await page.evaluate(() => (document.activeElement as HTMLElement).blur())
  await tabTo(page, /^Skip to the ticket$/, { most: 200 })
  await keys('Enter')
  await tabTo(page, /^More actions$/)
  await keys('Enter')
  await page.getByRole('menuitem', { name: /^Postpone/ }).waitFor()
  await type('Postpone')
  await hasFocus(page.getByRole('menuitem', { name: /^Postpone/ }))
  await keys('Enter')
  await page.getByRole('dialog').waitFor()
  // Around inside the window, and never out of it.
  for (let n = 0; n < 12; n++) {
    await keys('Tab')
    await expectVisibleFocus(page)
    expect(await page.evaluate(() => document.activeElement?.closest('[role=dialog]') !== null)).toBe(true)
  }
  await keys('Escape')
  await focusIsOn(page, /^More actions$/)
  await keys('h')
  await page.getByRole('dialog').waitFor()
  await focusIsOn(page, /^In 1 hour/)
  await keys('Enter')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await words(page, /This ticket is postponed|Postponed until/).waitFor()
})

it('what is done goes by the palette as well; a setting is changed and the day ends', async () => {
  await keys('Control+k')
  await hasFocus(page.getByRole('combobox', { name: 'Find or do' }))
  await type('settings')
  await page
    .getByRole('option', { name: /^Settings/ })
    .first()
    .waitFor()
  await keys('Enter')
  await page.getByRole('heading', { name: 'Settings' }).waitFor()
  await tabTo(page, /^Signature$/)
  await keys('Enter')
  await page.waitForURL(/settings\/signature/)
  await keys('?')
  await page.getByRole('dialog', { name: 'Keyboard' }).waitFor()
  await keys('Escape')
  await focusIsOn(page, /^Signature$/)
  await tabTo(page, /Ada Berg/, { back: true })
  await keys('Enter')
  await page.getByRole('menuitem', { name: 'Dark' }).waitFor()
  await type('Dark')
  await hasFocus(page.getByRole('menuitem', { name: 'Dark' }))
  await keys('Enter')
  await eventually(
    () => page.evaluate(() => document.documentElement.dataset.theme),
    (theme) => theme === 'dark',
  )
  await focusIsOn(page, /Ada Berg/)
  await keys('Enter')
  await page.getByRole('menuitem', { name: 'Sign out' }).waitFor()
  await type('Sign out')
  await hasFocus(page.getByRole('menuitem', { name: 'Sign out' }))
  await keys('Enter')
  await focusIsOn(page, /^Mail address/)
})
