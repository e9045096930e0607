import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import type { Api } from '../server/testing/api.ts'
import { eventually, hasFocus, openBrowser, pressUntil, signIn, words } from './testing/browser.ts'
import { type Product, startProduct } from './testing/product.ts'
import { staff } from './testing/staff.ts'

const password = 'a good long password'
const ada = { email: 'ada@desk.example', password }
const joon = { email: 'joon@desk.example', password }

let product: Product
let api: Api
/** Ada at the contact desk, Joon at the issue desk, which is the only one he works on. */
let front: Page
let back: Page
let complaints: string[][]
let reference: string
let issue: string

beforeAll(async () => {
  product = await startProduct()
  api = await product.api()
  const ids = await staff(api, {
    desks: [
      { name: 'Front desk', lifecycle: 'contact-center', address: 'front@desk.example' },
      { name: 'Billing', lifecycle: 'support', address: 'billing@desk.example' },
      { name: 'Warehouse', lifecycle: 'inbox', address: 'warehouse@desk.example' },
    ],
    people: [
      { ...ada, name: 'Ada Berg', role: 'admin' },
      { ...joon, name: 'Joon Park', role: 'agent' },
    ],
  })
  const idOf = (name: string) => ids[name] ?? ''
  await api.patch(`/agents/${idOf('Joon Park')}`, { desks: [idOf('Billing')] })
  await api.patch(`/agents/${idOf('Ada Berg')}`, { desks: [idOf('Front desk')] })
  for (const name of ['Phone', 'Mail']) await api.post('/teams', { name, members: [idOf('Ada Berg')] })
  await api.post('/teams', { name: 'Night', members: [idOf('Joon Park')] })
  reference = (
    await api.post<{ reference: string }>('/tickets', {
      title: 'Paid twice',
      desk: idOf('Front desk'),
      description: 'Please look.',
      contact: { email: 'carl@customer.example', name: 'Carl Ito' },
    })
  ).reference
  const [one, two] = await Promise.all([openBrowser(), openBrowser()])
  front = one.page
  back = two.page
  complaints = [one.complaints, two.complaints]
  await signIn(front, product.url, ada)
  await signIn(back, product.url, joon)
})
afterAll(async () => {
  await product.stop()
  expect(complaints).toEqual([[], []])
})

const open = (page: Page, which: string) => page.goto(`${product.url}/tickets/${which}`)
const seen = (page: Page, text: string | RegExp) => words(page, text).waitFor()
const statusOf = async (which: string) => (await api.get<{ status: { key: string } }>(`/tickets/${which}`)).status.key

it('takes an unassigned ticket for one of several teams, with two keys and Enter (LC1)', async () => {
  await open(front, reference)
  await front.getByRole('button', { name: 'Take', exact: true }).waitFor()
  const dialog = front.getByRole('dialog', { name: 'Keep for a team' })
  await pressUntil(front, 'q', dialog)
  await eventually(
    () => dialog.getByRole('option').allInnerTexts(),
    (teams) => teams.join() === 'Mail,Phone',
  )
  await hasFocus(dialog.getByRole('combobox'))
  await front.keyboard.type('Pho')
  await front.keyboard.press('Enter')
  await seen(front, 'The ticket is yours')
  expect(await api.get(`/tickets/${reference}`)).toMatchObject({ status: { key: 'processing' }, team: { name: 'Phone' } })
})

it('hands it on to another desk, which sees nothing else of it (LC4)', async () => {
  const dialog = front.getByRole('dialog', { name: 'Transfer to a desk' })
  await pressUntil(front, 'd', dialog)
  await dialog.getByRole('option', { name: 'Billing' }).waitFor()
  await hasFocus(dialog.getByRole('combobox').first())
  await front.keyboard.type('Bill')
  await front.keyboard.press('Enter')
  const text = dialog.getByLabel('What do they need to know?')
  await text.waitFor()
  await dialog.getByLabel('Type').waitFor()
  await front.keyboard.press('Control+Enter')
  await dialog.getByText('Please fill this in.').waitFor()
  await text.fill('The invoice was paid twice. Please send one payment back.')
  await front.keyboard.press('Control+Enter')
  await seen(front, 'Transferred to Billing:')
  expect(await statusOf(reference)).toBe('transferred')
  const { issues } = await api.get<{ issues: { ticket: { reference: string } }[] }>(`/tickets/${reference}/transfers`)
  issue = issues[0]?.ticket.reference ?? ''
  // Ada does not work at the billing desk: its reference leads nowhere.
  expect(await front.getByRole('link', { name: issue }).count()).toBe(0)
  await open(back, issue)
  await seen(back, 'Please send one payment back.')
  await seen(back, 'Transferred from Front desk:')
  expect(await back.getByText('Carl Ito').count()).toBe(0)
})

it('the other desk asks to tell the customer; whoever has the ticket hears of it and writes (LC8)', async () => {
  await back.getByRole('button', { name: 'Ask to tell the customer' }).click()
  const dialog = back.getByRole('dialog')
  await dialog.getByLabel('What should the customer know?').fill('The money is on its way.')
  await back.keyboard.press('Control+Enter')
  await seen(back, 'Joon Park asked to tell the customer; not told yet.')
  // Live, without a reload.
  await seen(front, `Joon Park asks from ${issue} to tell the customer:`)
  await seen(front, 'The money is on its way.')
  await front.getByTestId('bell').getByText('unread').waitFor({ state: 'attached' })
  await front.getByRole('button', { name: 'Mine', exact: true }).first().click()
  await front.getByRole('link', { name: 'Customers to tell 1' }).waitFor()
  await front.getByRole('button', { name: 'Write to the customer' }).click()
  await hasFocus(front.getByRole('textbox', { name: 'Reply text' }))
  await front.keyboard.type('Good news: the money is on its way back to you.')
  await api.post(`/tickets/${reference}/messages`, { text: 'Good news: the money is on its way back to you.' })
  await front.getByText('to tell the customer:').first().waitFor({ state: 'detached' })
  expect(await statusOf(reference)).toBe('transferred')
  await back.reload()
  await seen(back, 'The customer was told.')
})

it('when the other desk is done the first ticket goes on, at once and on screen (LC4, LC7)', async () => {
  await api.post(`/tickets/${issue}/resolve`, { text: 'Sent back.', mail: false })
  await seen(front, 'Transfer completed')
  await seen(front, `${issue} is done. Go on from here.`)
  await front.getByRole('link', { name: 'Customers to tell 0' }).waitFor()
})

it('transfers it to somebody from outside the desk, who is said to see this ticket only (T4)', async () => {
  await open(front, reference)
  await seen(front, 'Good news')
  await front.keyboard.press('Control+k')
  await front.getByRole('combobox', { name: 'Find or do' }).fill('Transfer')
  await front
    .getByRole('option', { name: /^Transfer/ })
    .first()
    .click()
  const dialog = front.getByRole('dialog', { name: 'Transfer ticket' })
  await dialog.getByText('Not on this desk: gets this ticket only').waitFor()
  await dialog.getByRole('option', { name: /Joon Park/ }).click()
  await dialog.getByText('Joon Park does not work on this desk and will see this ticket only.').waitFor()
  await dialog.getByLabel('A word for whoever gets it').fill('You know the invoice.')
  await front.keyboard.press('Control+Enter')
  await seen(front, 'You know the invoice.')
  await open(back, reference)
  await seen(back, 'You know the invoice.')
  await back.goto(`${product.url}/tickets?view=all`)
  await seen(back, 'Paid twice')
})
