import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import type { Api } from '../server/testing/api.ts'
import { eventually, openBrowser, press, pressUntil, row, signIn, words } from './testing/browser.ts'
import { type Product, startProduct } from './testing/product.ts'
import { staff } from './testing/staff.ts'

/** Many tickets at once, and tickets that belong together, as somebody does it at the screen. */
const ada = { email: 'ada@desk.example', password: 'a good long password' }
const mina = { email: 'mina@desk.example', password: 'a good long password' }

let product: Product
let api: Api
let page: Page
let complaints: string[]

interface Seen {
  reference: string
  priority: string
  bucket: string
  status: { key: string }
}

beforeAll(async () => {
  product = await startProduct()
  api = await product.api()
  await staff(api, {
    desks: [{ name: 'Support', lifecycle: 'support', address: 'support@desk.example' }],
    people: [
      { ...ada, name: 'Ada Berg', role: 'admin' },
      { ...mina, name: 'Mina Kim', role: 'agent' },
    ],
  })
  for (let n = 1; n <= 8; n++) await create(`Broken handle ${n}`)
  ;({ page, complaints } = await openBrowser())
  await signIn(page, product.url, ada)
})
afterAll(async () => {
  await product.stop()
  expect(complaints).toEqual([])
})

const create = (title: string, email = 'carl@customer.example') =>
  api.post<Seen>('/tickets', { title, description: 'It came off.', contact: { email, name: 'Carl Ito' } })
const all = async (query = 'view=all') => (await api.get<{ items: Seen[] }>(`/tickets?${query}`)).items
const bar = () => page.getByTestId('bulk-bar')
// Shown only under the pointer, and by the keyboard.
const choose = (title: string) => page.locator('li').filter({ hasText: title }).getByRole('checkbox').first().check({ force: true })

it('rows are chosen by mouse and keyboard, changed at once, and the toast takes it back (T19, B6)', async () => {
  await row(page, 'Broken handle 8').waitFor()
  await choose('Broken handle 1')
  await choose('Broken handle 2')
  await row(page, 'Broken handle 3').hover()
  await bar().getByText('2 selected').waitFor()
  await page.keyboard.press('p')
  await page.getByRole('menuitem', { name: 'Urgent' }).click()
  await page.getByText('Priority: 2 tickets done').waitFor()
  expect((await all('view=all&priority=urgent')).length).toBe(2)
  await bar().waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Undo' }).last().click()
  await page.getByText('Taken back on 2 tickets').waitFor()
  expect((await all('view=all&priority=urgent')).length).toBe(0)
})

it('resolving all that match says first whom it mails, and what failed can be chosen again (T19)', async () => {
  const closed = await create('Broken handle closed')
  await api.post(`/tickets/${closed.reference}/resolve`, { text: 'Done.', mail: false })
  await row(page, 'Broken handle closed').first().waitFor()
  await choose('Broken handle 4')
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Find or do' }).fill('resolve')
  await page.getByRole('option', { name: 'Resolve', exact: true }).first().click()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await bar().getByRole('button', { name: 'Select all that match' }).click()
  await bar().getByText('All 9 that match').waitFor()
  await page.keyboard.press('e')
  await page.getByLabel('What solved it?').fill('We sent you a new one.')
  await page.getByText('8 customers are mailed.').waitFor()
  await page.getByText('1 ticket does not allow it').waitFor()
  await page.getByRole('button', { name: 'Resolve 8 tickets' }).click()
  await page.getByRole('button', { name: 'Show why' }).click()
  await page.getByRole('dialog').getByText(closed.reference).waitFor()
  await page.getByRole('button', { name: 'Select these' }).click()
  await bar().getByText('1 selected').waitFor()
  expect((await all()).every(({ status }) => status.key === 'resolved')).toBe(true)
  await eventually(
    // What the desk says by itself when a ticket arrives is not counted.
    () => product.relay.mails.filter((mail) => mail.raw.includes('We sent you a new one')).length,
    (mails) => mails === 8,
  )
})

it('the trash is emptied by who may, after the number was typed; an agent is not offered it (T14)', async () => {
  const [one, two] = await all()
  for (const ticket of [one, two]) await api.post(`/tickets/${ticket?.reference}/delete`)
  const other = await openBrowser()
  await signIn(other.page, product.url, mina)
  await other.page.goto(`${product.url}/tickets?view=trash`)
  await other.page.getByTestId('ticket-row').first().waitFor()
  expect(await other.page.getByRole('button', { name: 'Empty the trash' }).count()).toBe(0)
  await other.close()

  await page.goto(`${product.url}/tickets?view=trash`)
  await page.getByRole('button', { name: 'Empty the trash' }).click()
  await page.getByLabel('Type 2 to confirm').fill('2')
  await page.getByRole('button', { name: 'Delete 2 tickets for good' }).click()
  await page.getByText('Delete for good: 2 tickets done').waitFor()
  await page.getByText('The trash is empty').waitFor()
  expect(await api.problem('GET', `/tickets/${one?.reference}`)).toMatchObject({ status: 404 })
})

it('a duplicate is found among the customer’s own, merged, and taken back from the toast (T12, B6)', async () => {
  const kept = await create('Printer on fire', 'yuki@customer.example')
  const duplicate = await create('Printer burning', 'yuki@customer.example')
  await page.goto(`${product.url}/tickets/${kept.reference}`)
  await page.getByTestId('message').first().waitFor()
  await page.getByRole('button', { name: 'Resolve', exact: true }).first().waitFor()
  await pressUntil(page, 'm', page.getByText('Other tickets of this customer'))
  await page.getByRole('option', { name: /Printer burning/ }).click()
  await page.getByText('2 messages move here in time order').waitFor()
  await page.getByRole('button', { name: `Merge ${duplicate.reference} into ${kept.reference}` }).click()
  await words(page, `${duplicate.reference} was merged into this ticket`).waitFor()
  await press(page.getByRole('button', { name: 'Undo', exact: true }).last())
  await page.getByText('The merge is taken back').waitFor()
  expect(await api.get(`/tickets/${duplicate.reference}`)).toMatchObject({ bucket: 'active' })
})

it('a message becomes a ticket of its own, tickets are linked, and both are taken back beside the ticket (B6)', async () => {
  const ticket = await create('Two things', 'yuki@customer.example')
  await api.post(`/tickets/${ticket.reference}/messages`, { as: 'customer', text: 'And the second?' })
  await page.goto(`${product.url}/tickets/${ticket.reference}`)
  const second = page.getByTestId('message').filter({ hasText: 'And the second?' })
  await second.waitFor()
  await press(second.getByRole('button', { name: 'More for this message' }))
  await press(page.getByRole('menuitem', { name: 'Split off into a new ticket' }))
  await page.getByLabel('Title').fill('The second thing')
  await page.getByRole('button', { name: 'Split off 1 message' }).click()
  await page.getByText(/^Messages from here became/).waitFor()
  await page.getByRole('button', { name: 'Take the split back' }).click()
  await page.getByText('The messages are back').waitFor()
  await second.waitFor()

  await page.getByRole('button', { name: 'Link a ticket' }).click()
  await page.getByLabel('This ticket', { exact: true }).selectOption('child')
  await page.getByRole('option', { name: /Printer on fire/ }).click()
  await page.getByText('0 of 1 done').waitFor()
  await page.getByRole('button', { name: /^Remove the link to/ }).click()
  await page.getByText('The link is removed').waitFor()
  await page.getByText('0 of 1 done').waitFor({ state: 'detached' })
  // What was split off and came back stays known as merged.
  await page.getByText('Merged in').waitFor()
})

it('archiving one ticket asks first, says so, and is undone from the toast (T13)', async () => {
  const ticket = await create('Out of the way')
  await page.goto(`${product.url}/tickets/${ticket.reference}`)
  await page.getByTestId('message').first().waitFor()
  await press(page.getByRole('button', { name: 'More actions' }))
  await press(page.getByRole('menuitem', { name: 'Archive' }))
  await page.getByRole('dialog').getByRole('button', { name: 'Archive ticket' }).click()
  await words(page, 'This ticket is archived.').waitFor()
  await press(page.getByRole('button', { name: 'Undo', exact: true }).last())
  await page.getByText('This ticket is archived.').first().waitFor({ state: 'detached' })
  expect(await api.get(`/tickets/${ticket.reference}`)).toMatchObject({ bucket: 'active' })
})
