import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type OtherSystem, otherSystem } from '../server/customer-info/testing/other-system.ts'
import type { Api } from '../server/testing/api.ts'
import { eventually, hasFocus, holds, openBrowser, restsAt, signIn } from './testing/browser.ts'
import { type Product, startProduct } from './testing/product.ts'
import { staff } from './testing/staff.ts'

/** Another system is set up and tried, agents see beside tickets and in searches what it knows, and put their tools in order. */
const ada = { email: 'ada@desk.example', password: 'a good long password' }

let product: Product
let shop: OtherSystem
let api: Api
let page: Page
let complaints: string[]
let reference: string

beforeAll(async () => {
  ;[product, shop] = await Promise.all([startProduct({ env: { STATEDESK_ALLOW_NETWORKS: '127.0.0.0/8' } }), otherSystem()])
  api = await product.api()
  await staff(api, {
    desks: [{ name: 'Support', lifecycle: 'support', address: 'support@desk.example' }],
    people: [{ ...ada, name: 'Ada Berg', role: 'admin' }],
  })
  const contact = { email: 'carl@customer.example', name: 'Carl Ito' }
  await api.post('/tickets', { title: 'An earlier question', description: 'Long ago.', contact })
  ;({ reference } = await api.post<{ reference: string }>('/tickets', { title: 'The saw is blunt', description: 'It was not.', contact }))
  ;({ page, complaints } = await openBrowser())
  await signIn(page, product.url, ada)
})
afterAll(async () => {
  await product.stop()
  await shop.close()
  expect(complaints).toEqual([])
})

const tool = (of: Page, title: string) => of.getByRole('region', { name: title, exact: true }).and(of.locator('[data-tool]'))
const order = (of: Page) => of.locator('[data-tool]').evaluateAll((tools) => tools.map((one) => (one as HTMLElement).dataset.tool))

it('an admin is led from the empty tool to the settings, tries a source and saves it (T23)', async () => {
  await page.goto(`${product.url}/tickets/${reference}`)
  await tool(page, 'Customer information').getByRole('link', { name: 'Set one up' }).click()
  await page.getByText('No sources yet').waitFor()
  await page.getByRole('button', { name: 'Add a source' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Shop')
  await page.getByLabel('Address', { exact: true }).fill(`${shop.url}/customers/`)
  await page.getByRole('button', { name: '{{contact.email}}' }).click()
  await holds(page.getByLabel('Address', { exact: true }), `${shop.url}/customers/{{contact.email}}`)
  await hasFocus(page.getByLabel('Address', { exact: true }))
  // A mistake is told before anything is asked.
  await page.keyboard.type('{contact.nam}')
  const trying = page.getByRole('region', { name: 'Try it' })
  await trying.getByLabel('Mail address').fill('carl@customer.example')
  await page.keyboard.press('Enter')
  await trying.getByText('has a brace that is not part of a variable').waitFor()
  await page.getByLabel('Address', { exact: true }).fill(`${shop.url}/customers/{{contact.email}}`)
  await trying.getByRole('button', { name: 'Try it' }).click()
  // What came back offers its own fields.
  await trying.getByRole('button', { name: 'Show customer.plan' }).click()
  await trying.getByRole('button', { name: 'Show orders[0].total' }).click()
  await trying.getByRole('button', { name: 'Try it' }).click()
  await trying.getByText('Pro', { exact: true }).waitFor()
  const fields = page.getByRole('list', { name: 'What is shown' })
  await fields.getByLabel('Label: Total').fill('Last order')
  await fields
    .getByRole('button', { name: /Last order/ })
    .first()
    .focus()
  await page.keyboard.press('ArrowUp')
  await page.getByRole('button', { name: 'Save source' }).click()
  await eventually(
    async () => {
      const [source] = (await api.get<{ items: { fields: { label: string }[] }[] }>('/customer-info-sources')).items
      return source?.fields.map(({ label }) => label).join()
    },
    (labels) => labels === 'Last order,Plan',
  )
})

it('beside the ticket its values stand with a button that copies; one that fails says why and is asked again (T23)', async () => {
  const fields = [{ label: 'Plan', path: 'customer.plan', kind: 'text' }]
  await api.post('/customer-info-sources', { name: 'Billing', url: `${shop.url}/down/{{contact.email}}`, fields })
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: product.url })
  await page.goto(`${product.url}/tickets/${reference}`)
  const info = tool(page, 'Customer information')
  const card = info.getByRole('region', { name: 'Shop' })
  await card.getByText('Pro', { exact: true }).waitFor()
  await card.getByRole('button', { name: 'Copy Plan' }).click()
  await page.getByText('Copied').waitFor()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('Pro')
  const billing = info.getByRole('region', { name: 'Billing' })
  await billing.getByText('It answered with the status 503.', { exact: false }).waitFor()
  const before = shop.asked.length
  await billing.getByRole('button', { name: 'Try again' }).click()
  await eventually(
    () => shop.asked.slice(before).map(({ url }) => url),
    (urls) => urls.join() === '/down/carl%40customer.example',
  )
})

it('information is searched without a ticket, from the toolbar and by its name, by keyboard alone (T23)', async () => {
  const fields = [{ label: 'Plan', path: 'customer.plan', kind: 'text' }]
  await api.post('/customer-info-sources', { name: 'Directory', url: `${shop.url}/customers?mail={{search}}`, useFor: 'search', fields })
  await page.goto(`${product.url}/tickets`)
  await page.getByRole('button', { name: 'Search information' }).click()
  const dialog = page.getByRole('dialog', { name: 'Search information' })
  await dialog.waitFor()
  await hasFocus(dialog.getByLabel('Look for'))
  await page.keyboard.type('kim@customer.example')
  await page.keyboard.press('Enter')
  await dialog.getByRole('region', { name: 'Directory' }).getByText('Pro', { exact: true }).waitFor()
  expect(await dialog.getByRole('region').count()).toBe(1)
  await dialog.getByLabel('Look for').fill('nobody@customer.example')
  await page.keyboard.press('Enter')
  await dialog.getByText('Nothing is known there (404).').waitFor()
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  await page.keyboard.press('Control+k')
  await page.getByRole('option').first().waitFor()
  await page.keyboard.type('Search information')
  await page
    .getByRole('option', { name: /Search information/ })
    .first()
    .waitFor()
  await page.keyboard.press('Enter')
  await dialog.waitFor()
  await page.keyboard.press('Escape')
})

it('tools are put in order by arrow keys, by dragging and by two buttons, folded, and found so in another browser (T24)', async () => {
  await page.goto(`${product.url}/tickets/${reference}`)
  await tool(page, 'Events').getByRole('listitem').first().waitFor()
  await eventually(
    () => order(page),
    (keys) => keys.join() === 'history,templates,info,links,events',
  )
  await tool(page, 'History').getByText('An earlier question').waitFor()

  const gripOf = (title: string, of = page) => of.getByRole('button', { name: `Move ${title}`, exact: true })
  await gripOf('Customer information').focus()
  await page.keyboard.press('ArrowUp')
  await page.getByText('Customer information is number 2 of 5 now.').waitFor({ state: 'attached' })
  await page.keyboard.press('ArrowUp')
  await eventually(
    () => order(page),
    (keys) => keys.join() === 'info,history,templates,links,events',
  )
  await hasFocus(gripOf('Customer information'))
  // There is no further step, and nothing is said of one.
  await page.keyboard.press('ArrowUp')
  expect((await order(page))[0]).toBe('info')

  for (const title of ['Customer information', 'History', 'Templates', 'Related tickets', 'Events'])
    await tool(page, title).getByRole('button', { name: title, exact: true }).click()
  await drag(gripOf('Events'), tool(page, 'History'), 0.2)
  await eventually(
    () => order(page),
    (keys) => keys.join() === 'info,events,history,templates,links',
  )
  expect(await page.getByRole('button', { name: 'Move Events up' }).count()).toBe(0)

  await gripOf('Related tickets').click()
  await page.getByRole('button', { name: 'Move Related tickets up' }).click()
  await eventually(
    () => order(page),
    (keys) => keys.join() === 'info,events,history,links,templates',
  )
  await hasFocus(page.getByRole('button', { name: 'Move Related tickets up' }))
  await eventually(
    async () => (await me(page)).preferences.toolOrder?.join(),
    (kept) => kept === 'info,events,history,links,templates',
  )

  const other = await openBrowser({ viewport: { width: 360, height: 780 }, hasTouch: true })
  await other.page.goto(product.url)
  await other.page.getByLabel('Mail address').fill(ada.email)
  await other.page.getByLabel('Password').fill(ada.password)
  await other.page.getByRole('button', { name: 'Sign in' }).click()
  await other.page.getByRole('button', { name: 'Navigation' }).waitFor()
  await other.page.goto(`${product.url}/tickets/${reference}`)
  await other.page.getByRole('button', { name: 'Show details' }).click()
  await other.page.locator('[data-tool]').first().waitFor()
  await eventually(
    () => order(other.page),
    (keys) => keys.join() === 'info,events,history,links,templates',
  )
  await tool(other.page, 'Customer information').getByText('Pro', { exact: true }).waitFor()
  await tool(other.page, 'Customer information').getByRole('button', { name: 'Try again' }).waitFor()
  await tool(other.page, 'Events').getByRole('listitem').first().waitFor()
  await tool(other.page, 'History').getByText('An earlier question').waitFor()
  // By touch and without dragging.
  await gripOf('Templates', other.page).tap()
  await other.page.getByRole('button', { name: 'Move Templates up' }).tap()
  await eventually(
    () => order(other.page),
    (keys) => keys.join() === 'info,events,history,templates,links',
  )
  await eventually(
    () => other.page.evaluate(() => document.documentElement.scrollWidth),
    (width) => width === 360,
  )
  await other.close()
  expect(other.complaints).toEqual([])
})

const me = (of: Page) =>
  of.evaluate(async () => {
    const answer = (await (await fetch('/api/v1/session')).json()) as { me: { preferences: { toolOrder?: string[] } } }
    return answer.me
  })

/** Takes hold of it and lets go over another, at a part of its height. */
async function drag(grip: Locator, onto: Locator, part: number): Promise<void> {
  const [from, to] = [await restsAt(grip), await restsAt(onto)]
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2)
  await page.mouse.down()
  await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2 + 4, { steps: 4 })
  await page.mouse.move(to.x + to.width / 2, to.y + to.height * part, { steps: 4 })
  await page.mouse.up()
}
