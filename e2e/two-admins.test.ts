import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Api } from '../server/testing/api.ts'
import { eventually, holds, openBrowser, signIn } from './testing/browser.ts'
import { type Product, startProduct } from './testing/product.ts'
import { staff } from './testing/staff.ts'

/** What one admin types while another saves: it stays, and what the other changed is told and comes in beside it. */
const ada = { email: 'ada@desk.example', password: 'a good long password' }

let product: Product
let api: Api
let page: Page
let complaints: string[]
let desk: string

beforeAll(async () => {
  product = await startProduct()
  api = await product.api()
  await staff(api, {
    desks: [{ name: 'Support', lifecycle: 'support', address: 'support@desk.example' }],
    people: [{ ...ada, name: 'Ada Berg', role: 'admin' }],
  })
  desk = (await api.get<{ items: { id: string }[] }>('/desks')).items[0]?.id ?? ''
  ;({ page, complaints } = await openBrowser())
  await signIn(page, product.url, ada)
})
beforeEach(() => page.keyboard.press('Escape'))
afterAll(async () => {
  await product.stop()
  expect(complaints).toEqual([])
})

const settings = (section: string) => page.goto(`${product.url}/settings/${section}`)
const name = () => page.getByLabel('Name', { exact: true }).first()

/** Saves, and waits until all of this is told. */
async function saved(button: string, told: readonly string[]): Promise<void> {
  await page.getByRole('button', { name: button, exact: true }).click()
  const note = page.getByRole('alert')
  await note.getByText('e2e admin changed this meanwhile').waitFor()
  for (const words of told) await note.getByText(words, { exact: false }).waitFor()
}

it('business hours: each changes another day, and both days are kept', async () => {
  const nine = [{ from: '09:00', to: '17:00' }]
  const week = { monday: nine, tuesday: nine, wednesday: nine, thursday: nine, friday: nine, saturday: [], sunday: [] }
  const { id } = await api.post<{ id: string }>('/calendars', { name: 'Weekdays', hours: { zone: 'UTC', week, holidays: [] } })
  await settings('hours')
  await page.getByRole('button', { name: /^Weekdays/ }).click()
  await page.getByRole('checkbox', { name: 'Saturday' }).check()
  await name().fill('Mine')
  const hours = { zone: 'UTC', week: { ...week, monday: [{ from: '08:00', to: '12:00' }] }, holidays: [] }
  await api.patch(`/calendars/${id}`, { name: 'Theirs', hours })
  await saved('Save business hours', ['Name: Theirs (you changed it too; yours stands in the form)', 'Monday: 08:00 – 12:00'])
  await holds(page.getByLabel('Monday, closes (1)'), '12:00')
  await holds(name(), 'Mine')
  await page.getByRole('button', { name: 'Save business hours' }).click()
  const kept = await eventually(
    async () => (await api.get<{ items: { name: string; week: typeof week }[] }>('/calendars')).items[0],
    (calendar) => calendar?.name === 'Mine',
  )
  expect(kept?.week).toMatchObject({ monday: [{ from: '08:00', to: '12:00' }], saturday: nine })
})

it('customer information: what the other set up comes in, also the fields of the answer', async () => {
  const source = await api.post<{ id: string }>('/customer-info-sources', {
    name: 'Shop',
    url: 'https://shop.example/{{contact.email}}',
    fields: [{ label: 'Plan', path: 'plan', kind: 'text' }],
  })
  await settings('customer-information')
  await page.getByRole('button', { name: /^Shop/ }).click()
  await name().fill('Web shop')
  const fields = ['Plan', 'Seats'].map((label) => ({ label, path: label.toLowerCase(), kind: 'text' }))
  await api.patch(`/customer-info-sources/${source.id}`, { fields, timeoutSeconds: 3 })
  await saved('Save source', ['Waits for: 3 s', 'Plan, Seats'])
  await holds(page.getByLabel('Label: Seats'), 'Seats')
  await page.getByRole('button', { name: 'Save source' }).click()
  await eventually(
    () => api.get<{ name: string; timeoutSeconds: number; fields: unknown }>(`/customer-info-sources/${source.id}`),
    (now) => now.name === 'Web shop' && now.timeoutSeconds === 3 && JSON.stringify(now.fields) === JSON.stringify(fields),
  )
})

it('restricted words: both lists are there to choose from', async () => {
  await settings('words')
  await page.getByRole('button', { name: 'Add word' }).click()
  await page.getByPlaceholder('Word or phrase').fill('never')
  await api.put(`/desks/${desk}/restricted-words`, { words: [{ phrase: 'always', effect: 'warn' }] })
  await saved('Save', ['Restricted words: always (you changed it too; yours stands in the form)'])
  await holds(page.getByPlaceholder('Word or phrase'), 'never')
  await page.getByRole('button', { name: 'Take theirs everywhere' }).click()
  await holds(page.getByPlaceholder('Word or phrase'), 'always')
})

it('mails of a desk: another mail of it may be changed at the same time', async () => {
  await settings('mails')
  await page.getByLabel('Text', { exact: true }).fill('It is solved.')
  await api.patch(`/desks/${desk}`, { signature: 'The shop, open until six' })
  await saved('Save', ['Signature: The shop, open until six'])
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText('The mails are saved').waitFor()
  expect(await api.get(`/desks/${desk}`)).toMatchObject({
    signature: 'The shop, open until six',
    settings: { resolutionMail: { text: 'It is solved.' } },
  })
})

it('mails of a desk: the mails it sends by itself have words in other languages, and a switch somebody else turned meanwhile is kept', async () => {
  await api.patch(`/desks/${desk}`, { settings: { acknowledgeNew: true, statusMails: false } })
  await settings('mails')
  await page.getByRole('tab', { name: 'Status mail' }).click()
  const switched = page.getByRole('checkbox', { name: /^Tell customers when the status/ })
  expect(await switched.isChecked()).toBe(false)
  expect(await page.getByLabel('Text', { exact: true }).count()).toBe(0)
  await switched.check()
  await page.getByRole('button', { name: 'Japanese', exact: true }).click()
  await page.getByLabel('Text', { exact: true }).fill('{{ticket_id}}は「{{status}}」です。')
  await page.getByRole('region', { name: 'Preview' }).getByText('更新後にサインインできません').waitFor()
  await page.frameLocator('iframe[title="The mail"]').getByText('TKT-0412は「お返事をお待ちしています」です。').waitFor()
  await page.getByRole('tab', { name: 'Confirmation mail' }).click()
  await page.getByRole('button', { name: 'Korean', exact: true }).click()
  await page.getByRole('button', { name: 'Remove Korean' }).click()
  await api.patch(`/desks/${desk}`, { settings: { acknowledgeNew: false } })
  await saved('Save', ['Confirm new requests: no'])
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText('The mails are saved').waitFor()
  const { settings: kept } = await api.get<{
    settings: { acknowledgeNew: boolean; statusMails: boolean; acknowledgement: { languages: object }; statusMail: { languages: object } }
  }>(`/desks/${desk}`)
  expect(kept).toMatchObject({ acknowledgeNew: false, statusMails: true })
  expect(kept.statusMail.languages).toMatchObject({ ja: { text: '{{ticket_id}}は「{{status}}」です。' }, ko: { subject: '' } })
  expect(Object.keys(kept.acknowledgement.languages)).toEqual(['ja'])
})

it('what is typed while a save is on its way stays, and is saved with the next one', async () => {
  await settings('mails')
  const text = page.getByLabel('Text', { exact: true })
  await text.fill('It is mended.')
  let answer = () => {}
  const held = new Promise<void>((resolve) => {
    answer = resolve
  })
  await page.route('**/api/v1/desks/*', async (route) => {
    await held
    await route.continue()
  })
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await text.fill('It is mended, and tested.')
  answer()
  await page.getByText('The mails are saved').waitFor()
  await page.unroute('**/api/v1/desks/*')
  await holds(text, 'It is mended, and tested.')
  expect(await api.get(`/desks/${desk}`)).toMatchObject({ settings: { resolutionMail: { text: 'It is mended.' } } })
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await eventually(
    () => api.get<{ settings: { resolutionMail: { text: string } } }>(`/desks/${desk}`),
    ({ settings: { resolutionMail } }) => resolutionMail.text === 'It is mended, and tested.',
  )
})

it('search fields: a field each of them took away stays away', async () => {
  await settings('search-fields')
  await page.getByRole('checkbox', { name: 'Priority' }).uncheck()
  await api.put(`/desks/${desk}/search-fields`, { withheld: ['title'] })
  await saved('Save', ['Title: no'])
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText('The search fields are saved').waitFor()
  const { items } = await api.get<{ items: { key: string; offered: boolean }[] }>(`/desks/${desk}/search-fields`)
  expect(items.filter(({ offered }) => !offered).map(({ key }) => key)).toEqual(expect.arrayContaining(['priority', 'title']))
})

it('announcements and views: the window stays open with both people’s words', async () => {
  const announced = await api.post<{ id: string }>('/announcements', { title: 'Closed on Friday', body: 'All day.' })
  await settings('announcements')
  await page.getByRole('button', { name: 'Edit: Closed on Friday' }).click()
  const window = page.getByRole('dialog')
  await window.getByLabel('Text').fill('Until noon.')
  await api.patch(`/announcements/${announced.id}`, { title: 'Closed on Monday' })
  await saved('Save', ['Title: Closed on Monday'])
  await window.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByRole('button', { name: 'Edit: Closed on Monday' }).waitFor()

  const where = (value: string) => ({ all: [{ field: 'priority', op: 'is', value }] })
  const view = await api.post<{ id: string }>('/views', { name: 'Urgent', where: where('urgent'), shared: true })
  await page.goto(`${product.url}/tickets`)
  await page.getByRole('button', { name: 'What can be done with Urgent' }).click()
  await page.getByRole('menuitem', { name: 'Edit view' }).click()
  await window.getByLabel('Name', { exact: true }).fill('Soon')
  await api.patch(`/views/${view.id}`, { where: where('high') })
  await saved('Save', ['What has to hold'])
  await window.getByRole('status').getByText(/High/).waitFor()
  await window.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText('Soon is saved').waitFor()
  const { items } = await api.get<{ items: { name: string; where: unknown }[] }>('/views')
  expect(items.find((one) => one.name === 'Soon')?.where).toEqual(where('high'))
})

it('labels, teams and keys are named anew in their rows', async () => {
  const { id } = await api.post<{ id: string }>('/labels', { name: 'VIP', colour: 'green' })
  await settings('labels')
  await page.getByRole('button', { name: 'Edit label VIP' }).click()
  await page.getByRole('form', { name: 'Edit label VIP' }).getByLabel('Name', { exact: true }).fill('Important')
  await api.patch(`/labels/${id}`, { colour: 'red' })
  await saved('Save', ['Colour: Red'])
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByRole('button', { name: 'Edit label Important' }).waitFor()
  expect((await api.get<{ items: unknown[] }>('/labels')).items).toMatchObject([{ name: 'Important', colour: 'red' }])

  const team = await api.post<{ id: string }>('/teams', { name: 'Repairs', members: [] })
  await settings('teams')
  await page.getByRole('button', { name: 'Edit team Repairs' }).click()
  await page.getByRole('checkbox', { name: 'Ada Berg' }).check()
  await api.patch(`/teams/${team.id}`, { name: 'Workshop' })
  await saved('Save', ['Name: Workshop'])
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByRole('button', { name: 'Edit team Workshop' }).waitFor()

  await settings('keys')
  await page.getByRole('button', { name: 'Rename e2e admin' }).click()
  await page.getByRole('form', { name: 'Rename e2e admin' }).getByLabel('Name', { exact: true }).fill('Tests')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByRole('button', { name: 'Rename Tests' }).waitFor()
})
