import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import type { Api } from '../server/testing/api.ts'
import { eventually, holds, openBrowser, row, signIn } from './testing/browser.ts'
import { type Product, startProduct } from './testing/product.ts'
import { staff } from './testing/staff.ts'

/** Hours and promises are set up by keyboard and mouse, and a ticket shows how it stands against them. */
const ada = { email: 'ada@desk.example', password: 'a good long password' }

let product: Product
let api: Api
let page: Page
let complaints: string[]

beforeAll(async () => {
  product = await startProduct()
  api = await product.api()
  await staff(api, {
    desks: [{ name: 'Support', lifecycle: 'support', address: 'support@desk.example' }],
    people: [{ ...ada, name: 'Ada Berg', role: 'admin' }],
  })
  ;({ page, complaints } = await openBrowser())
  await signIn(page, product.url, ada)
})
afterAll(async () => {
  await product.stop()
  expect(complaints).toEqual([])
})

it('business hours are made by keyboard, with a holiday, and given to a desk', async () => {
  await page.goto(`${product.url}/settings/hours`)
  await page.getByRole('button', { name: 'Add business hours' }).click()
  await page.getByLabel('Name', { exact: true }).first().fill('Always there')
  await page.getByLabel('Time zone').selectOption('UTC')
  // Midnight to midnight, typed and moved by the arrow keys.
  await page.getByLabel('Monday, opens (1)').focus()
  await page.keyboard.type('0')
  await page.keyboard.press('Tab')
  await page.keyboard.type('2330')
  await page.keyboard.press('ArrowUp')
  await holds(page.getByLabel('Monday, closes (1)'), '24:00')
  await page.getByRole('button', { name: 'Use Monday’s hours until Friday' }).click()
  await holds(page.getByLabel('Friday, opens (1)'), '00:00')
  for (const day of ['Saturday', 'Sunday']) {
    await page.getByRole('checkbox', { name: day }).check()
    await page.getByLabel(`${day}, opens (1)`).fill('0')
    await page.getByLabel(`${day}, closes (1)`).fill('24')
    await page.keyboard.press('Tab')
  }
  await page.getByText(/^Open now/).waitFor()
  await page.getByLabel('Date').fill('2031-07-01')
  await page.getByLabel('Name', { exact: true }).last().fill('Canada Day')
  await page.getByLabel('Name', { exact: true }).last().press('Enter')
  await page.getByRole('list', { name: 'Holidays' }).getByText('Canada Day').waitFor()
  await page.getByRole('button', { name: 'Save business hours' }).click()
  // It is set when the server has answered.
  await page.getByRole('checkbox', { name: 'Support' }).click()
  await eventually(
    () => page.getByRole('checkbox', { name: 'Support' }).isChecked(),
    (isChecked) => isChecked,
  )
  await page.getByRole('button', { name: 'All business hours' }).click()
  await page.getByText('UTC · Support').waitFor()
})

it('the usual service level is one press away; what the other admin changed is shown and nothing typed is lost', async () => {
  await page.goto(`${product.url}/settings/service-levels`)
  await page.getByRole('button', { name: 'Start with the usual' }).click()
  await page.getByText('A day here is 24 h.').waitFor()
  await page.getByLabel('Urgent, Resolution', { exact: true }).fill('3')
  const [policy] = (await api.get<{ items: { id: string; version: number }[] }>('/sla/policies')).items
  await api.patch(`/sla/policies/${policy?.id}`, { name: 'Premium' })
  await page.getByRole('button', { name: 'Save service level' }).click()
  await page.getByText('Name: Premium').waitFor()
  await holds(page.getByLabel('Urgent, Resolution', { exact: true }), '3')
  await page.getByLabel('Name', { exact: true }).fill('Premium')
  await page.getByRole('button', { name: 'Save service level' }).click()
  await page.getByText('Saved').first().waitFor()
})

it('a ticket shows its promise beside it and in its row, paused while it waits, and what it took when it is resolved (T26, V9)', async () => {
  const { reference } = await api.post<{ reference: string }>('/tickets', {
    title: 'The saw does not start',
    description: 'It hums.',
    priority: 'urgent',
    contact: { email: 'carl@customer.example', name: 'Carl Ito' },
  })
  await page.goto(`${product.url}/tickets/${reference}`)
  const banner = page.getByTestId('sla-banner')
  await banner.getByRole('heading', { name: 'On track' }).waitFor()
  await banner.getByText(/^2 h 5\d m left$/).waitFor()
  await row(page, 'The saw does not start')
    .first()
    .getByRole('img', { name: /^On track: 2 h 5\d m left$/ })
    .waitFor()
  await api.post(`/tickets/${reference}/status`, { to: 'waiting' })
  await banner.getByRole('heading', { name: 'Paused' }).waitFor()
  await banner.getByText('The clock stands while the status is Waiting.').waitFor()
  await row(page, 'The saw does not start')
    .first()
    .getByRole('img', { name: /Paused/ })
    .waitFor()
  await api.post(`/tickets/${reference}/resolve`, { text: 'Switched the fuse.' })
  await banner.getByRole('heading', { name: 'Resolved in time' }).waitFor()
})
