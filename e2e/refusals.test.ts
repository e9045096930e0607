import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Page, Route } from 'playwright-core'
import type { Api } from '../server/testing/api.ts'
import { eventually, openBrowser, press, row, signIn, words } from './testing/browser.ts'
import { type Product, startProduct } from './testing/product.ts'
import { staff } from './testing/staff.ts'

/** In each lifecycle a refusal is a sentence on the screen that names the status, the action and the reason. */
const lifecycles = ['inbox', 'live', 'contact-center', 'support', 'sign-off'] as const
const ada = { email: 'ada@desk.example', password: 'a good long password' }

let product: Product
let api: Api
let page: Page
let complaints: string[]
const desks: Record<string, string> = {}

beforeAll(async () => {
  product = await startProduct()
  api = await product.api()
  const ids = await staff(api, {
    desks: lifecycles.map((key) => ({ name: `Desk ${key}`, lifecycle: key, address: `${key}@desk.example` })),
    people: [{ ...ada, name: 'Ada Berg', role: 'admin' }],
  })
  for (const key of lifecycles) desks[key] = ids[`Desk ${key}`] ?? ''
  ;({ page, complaints } = await openBrowser())
  await signIn(page, product.url, ada)
})
afterAll(async () => {
  await product.stop()
  expect(complaints).toEqual([])
})

const ticket = async (lifecycle: string, title: string) =>
  (
    await api.post<{ reference: string }>('/tickets', {
      title,
      desk: desks[lifecycle],
      description: 'Please help.',
      contact: { email: 'carl@customer.example', name: 'Carl Ito' },
    })
  ).reference

/** Opens the ticket and looks at a dimmed entry of its menus: the sentence that says why stands on the page. */
async function isRefused(reference: string, menu: 'More actions' | 'Status', entry: RegExp, expected: RegExp): Promise<void> {
  await page.goto(`${product.url}/tickets/${reference}`)
  await page.getByTestId('message').first().waitFor()
  await press(page.getByRole('button', { name: menu === 'Status' ? /^Status: / : menu }).first())
  const item = page.getByRole('menuitem', { name: entry }).and(page.locator('[aria-disabled=true]'))
  const sentence = await eventually(
    async () => (await item.getAttribute('aria-description')) ?? '',
    (said) => expected.test(said),
  )
  await item.hover()
  await words(page, sentence).waitFor()
  await page.keyboard.press('Escape')
}

it('inbox: Reopen is refused on a ticket that is not resolved', async () => {
  const reference = await ticket('inbox', 'Broken handle')
  await isRefused(reference, 'More actions', /^Reopen/, /Reopen.*New/)
})

it('live: assigning a waiting conversation to somebody who is not online is refused', async () => {
  const reference = await ticket('live', 'Where is my parcel?')
  await api.post('/agents', {
    name: 'Mina Kim',
    email: 'mina@desk.example',
    password: 'a good long password',
    role: 'agent',
    desks: [desks.live],
  })
  const { items } = await api.get<{ items: { id: string; name: string }[] }>('/agents')
  await page.goto(`${product.url}/tickets/${reference}`)
  await page
    .getByRole('button', { name: /^Status: / })
    .first()
    .waitFor()
  await page.keyboard.press('a')
  await press(page.getByRole('option', { name: /Mina Kim/ }))
  await words(page, /not online/).waitFor()
  const mina = items.find((agent) => agent.name === 'Mina Kim')
  const problem = await api.problem('POST', `/tickets/${reference}/assign`, { agent: mina?.id })
  expect(problem.detail).toMatch(/Assign.*Pending.*online/)
})

it('contact centre: nothing can be done to a completed ticket', async () => {
  const reference = await ticket('contact-center', 'Double charge')
  await api.post(`/tickets/${reference}/resolve`, { text: 'Refunded.' })
  await api.post(`/tickets/${reference}/complete`)
  await isRefused(reference, 'More actions', /hold/i, /Completed/)
})

it('who points at an entry while what may be done is read anew is told the reason as soon as it is known', async () => {
  const reference = await ticket('contact-center', 'Broken lid')
  await api.post(`/tickets/${reference}/resolve`, { text: 'Sent a new one.' })
  await api.post(`/tickets/${reference}/complete`)
  await page.goto(`${product.url}/tickets/${reference}`)
  await press(page.getByRole('button', { name: 'More actions' }).first())
  const hold = page.getByRole('menuitem', { name: /^Hold/ }).and(page.locator('[aria-disabled=true]'))
  await hold.waitFor()
  const asked = new Promise<Route>((resolve) => void page.route(`**/api/v1/tickets/${reference}/actions*`, resolve, { times: 1 }))
  await api.post(`/tickets/${reference}/messages`, { kind: 'note', text: 'The new one arrived.' })
  const route = await asked
  await page.getByRole('menuitem', { name: /^Hold/, description: 'One moment' }).hover()
  await words(page, 'One moment: what can be done').waitFor()
  await route.continue()
  await words(page, '“Hold” is not possible while the ticket is Completed').waitFor()
  await page.keyboard.press('Escape')
})

it('support: Resolve is refused on a resolved ticket', async () => {
  const reference = await ticket('support', 'Cannot sign in')
  await api.post(`/tickets/${reference}/resolve`, { text: 'Reset.' })
  await isRefused(reference, 'More actions', /^Resolve/, /Resolve.*Resolved/)
})

it('sign-off: staff cannot set “pending closure”, which only customers ask for', async () => {
  const reference = await ticket('sign-off', 'New checkout page')
  await isRefused(reference, 'Status', /^Pending closure/, /customer/i)
})

it('two people: who is slower is told who was faster, and each sees who has the ticket open', async () => {
  const reference = await ticket('support', 'Two at once')
  await api.patch(
    `/agents/${(await api.get<{ items: { id: string; name: string }[] }>('/agents')).items.find((agent) => agent.name === 'Mina Kim')?.id}`,
    {
      desks: Object.values(desks),
    },
  )
  const mina = await openBrowser()
  await signIn(mina.page, product.url, { email: 'mina@desk.example', password: 'a good long password' })
  await mina.page.goto(`${product.url}/tickets/${reference}`)
  await page.goto(`${product.url}/tickets/${reference}`)
  await words(mina.page, /Ada Berg has this open/).waitFor()
  await words(page, /Mina Kim has this open/).waitFor()
  await page.getByRole('button', { name: 'Take', exact: true }).first().waitFor()
  await page.keyboard.press('i')
  await mina.page
    .getByRole('button', { name: /^Assignee: Ada Berg/ })
    .first()
    .waitFor()
  expect(mina.complaints).toEqual([])
  await mina.close()
})

it('the keyboard alone: move, open, note, priority, postpone, back', async () => {
  await ticket('support', 'By keyboard only')
  await page.goto(`${product.url}/tickets`)
  await row(page, 'By keyboard only').waitFor()
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await page
    .getByRole('button', { name: /^Status: / })
    .first()
    .waitFor()
  await page.keyboard.press('n')
  await page.getByTestId('composer').locator('[contenteditable=true]:focus').waitFor()
  await page.keyboard.type('seen')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('article', { name: /^Note by Ada Berg/ }).waitFor()
  await page.keyboard.press('Escape')
  await page.keyboard.press('?')
  await page.getByRole('dialog').getByText(/Reply/).filter({ visible: true }).first().waitFor()
  await page.keyboard.press('Escape')
})
