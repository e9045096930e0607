import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { atDesk, type Desk } from './testing/at-the-desk.ts'
import { eventually, hasFocus, holds, row, words } from './testing/browser.ts'
import { type Office, openOffice } from './testing/office.ts'

/** Two people on one desk at once: each sees what the other does, one of two wins and the other is told, and nothing typed is lost. */
let office: Office
let ada: Page
let mina: Page
let adas: Desk
let minas: Desk

beforeAll(async () => {
  office = await openOffice()
  ada = office.ada.page
  mina = office.mina.page
  const { id } = office.desks.support
  adas = atDesk(ada, office.product.url, id)
  minas = atDesk(mina, office.product.url, id)
  for (const desk of [adas, minas]) await desk.view('All tickets')
})
afterAll(() => office.close())

interface Made {
  reference: string
  id: string
}

const made = (title: string, contact = { email: 'carl@customer.example', name: 'Carl Ito' }) =>
  office.api.post<Made>('/tickets', { title, description: 'Please help.', desk: office.desks.support.id, contact })

/** Both have a new ticket open and know of each other. */
async function bothOpen(title: string): Promise<Made> {
  const ticket = await made(title)
  for (const desk of [adas, minas]) await desk.open(title)
  await words(ada, 'Mina Kim has this open').waitFor()
  return ticket
}

/** Holds what one page asks of an address until something else has happened: the slower of two, made sure of. */
async function slower(page: Page, address: string, meanwhile: () => Promise<unknown>): Promise<void> {
  let isHeld = false
  await page.route(address, async (route) => {
    // What is only read is not what the two are after.
    if (isHeld || route.request().method() === 'GET') return route.fallback()
    isHeld = true
    await meanwhile()
    await route.continue()
  })
}

const reply = (page: Page) => page.getByRole('textbox', { name: 'Reply text' })
const toCarl = () =>
  office.product.relay.mails.filter(({ to, raw }) => to[0] === 'carl@customer.example' && !/^Auto-Submitted: auto/m.test(raw))

it('who writes is seen in the composer and in the row of the other, and is gone from there once it is sent (T8 V9)', async () => {
  await bothOpen('Cannot sign in')
  await adas.write('reply', 'I am')
  await minas.write('reply', 'Try again')
  await ada.getByTestId('collision').getByText('Mina Kim is typing').waitFor()
  await row(ada, 'Cannot sign in')
    .getByLabel(/Mina Kim/)
    .waitFor()
  await minas.send()
  await adas.message('Try again').waitFor()
  await adas.status('In progress')
  await ada.getByTestId('collision').getByText('Mina Kim is typing').waitFor({ state: 'detached' })
  await eventually(toCarl, (mails) => mails.length === 1)
})

it('what the customer wrote meanwhile is shown before the reply is sent, which is then sent as it is (T8 B4)', async () => {
  const before = toCarl().length
  await hasFocus(reply(ada))
  await ada.keyboard.type(' on it.')
  const [ticket] = (await office.api.get<{ items: Made[] }>('/tickets?q=sign')).items
  await office.api.post(`/tickets/${ticket?.reference}/messages`, { as: 'customer', text: 'It works now.' })
  await adas.message('It works now.').waitFor()
  await reply(ada).press('Control+Enter')
  const stale = ada.getByTestId('stale')
  await stale.getByText('It works now.').waitFor()
  expect(toCarl()).toHaveLength(before)
  await stale.getByRole('button', { name: 'Send as it is' }).click()
  await ada.getByTestId('composer').waitFor({ state: 'detached' })
  await minas.message('I am on it.').waitFor()
  await eventually(toCarl, (mails) => mails.length === before + 1)
})

it('rows and counts of the other follow within moments, whatever was changed (V1 V9)', async () => {
  await minas.view('Unassigned')
  await made('Printer on fire')
  await row(mina, 'Printer on fire').first().waitFor()
  await adas.open('Printer on fire')
  await adas.counts('Unassigned', 2)
  await adas.take()
  await row(mina, 'Printer on fire').waitFor({ state: 'detached' })
  await minas.counts('Unassigned', 1)
  await minas.view('All tickets')
  await adas.setStatus('Waiting')
  await row(mina, 'Printer on fire').getByText('Waiting').waitFor()
})

it('both take it at once: one wins, and the other is told who has it (T4)', async () => {
  await bothOpen('Both want it')
  await slower(mina, '**/take', async () => {
    await adas.take()
    await adas.assignee('Ada Berg')
  })
  await minas.take()
  await minas.says(/Ada Berg has this ticket/)
  await minas.assignee('Ada Berg')
})

it('a key pressed while what is offered is older than the ticket waits for what is offered now, and says nothing that is true no more (T4)', async () => {
  const { reference } = await bothOpen('Given back')
  await ada.locator('body').press('i')
  await adas.assignee('Ada Berg')
  let answer: () => void = () => undefined
  const mayAnswer = new Promise<void>((resolve) => (answer = resolve))
  await ada.route(`**/${reference}/actions`, async (route) => {
    await mayAnswer
    await route.continue().catch(() => undefined)
  })
  await office.api.post(`/tickets/${reference}/unassign`)
  await adas.assignee('Unassigned')
  await ada.locator('body').press('i')
  answer()
  await adas.assignee('Ada Berg')
  expect(await ada.getByText(/Ada Berg has this ticket|have this ticket already/).count()).toBe(0)
  await ada.unroute(`**/${reference}/actions`)
})

it('both resolve it at once: the slower one is told, and the words are still there (LS4 L6)', async () => {
  const before = toCarl().length
  await bothOpen('Resolved twice')
  await mina.getByRole('button', { name: 'Resolve', exact: true }).first().click()
  const dialog = mina.getByRole('dialog', { name: 'Resolve ticket' })
  await dialog.getByLabel('What solved it?').fill('The words of Mina.')
  await slower(mina, '**/resolve', async () => {
    await ada.getByRole('button', { name: 'Resolve', exact: true }).first().click()
    await ada.getByLabel('What solved it?').fill('The words of Ada.')
    await ada.getByRole('dialog').getByRole('button', { name: 'Resolve ticket' }).click()
    await adas.status('Resolved')
  })
  await dialog.getByRole('button', { name: 'Resolve ticket' }).click()
  await dialog.getByText(/“Resolve” is not possible.*Resolved/).waitFor()
  await holds(dialog.getByLabel('What solved it?'), 'The words of Mina.')
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await minas.message('The words of Ada.').waitFor()
  await eventually(toCarl, (mails) => mails.length === before + 1)
})

it('both edit the title: the slower one sees the other’s and keeps the own, and saving again is meant (T13)', async () => {
  await bothOpen('A title')
  await mina.getByRole('heading', { level: 1 }).getByRole('button').click()
  await mina.getByRole('textbox', { name: 'Title' }).fill('The title of Mina')
  await ada.getByRole('heading', { level: 1 }).getByRole('button').click()
  await ada.getByRole('textbox', { name: 'Title' }).fill('The title of Ada')
  await ada.keyboard.press('Enter')
  await row(mina, 'The title of Ada').first().waitFor()
  await mina.keyboard.press('Enter')
  await mina.getByText('Ada Berg changed this ticket meanwhile.').waitFor()
  await mina.getByText('The title is now “The title of Ada”.').waitFor()
  await holds(mina.getByRole('textbox', { name: 'Title' }), 'The title of Mina')
  await mina.keyboard.press('Enter')
  await ada.getByRole('heading', { level: 1, name: 'The title of Mina' }).waitFor()
})

it('both fill in a field: what the other saved stands beside what is typed (T18)', async () => {
  await office.api.post(`/desks/${office.desks.support.id}/fields`, { kind: 'text', name: 'Order number' })
  for (const page of [ada, mina]) await page.reload()
  const field = (page: Page) => page.getByRole('complementary', { name: 'Details' }).getByLabel('Order number')
  await field(mina).fill('M-1')
  await field(ada).fill('A-1')
  await ada.getByRole('button', { name: 'Save fields' }).click()
  await adas.says('The fields are saved')
  await mina.getByText('Now: A-1').waitFor()
  await holds(field(mina), 'M-1')
  await mina.getByRole('button', { name: 'Discard' }).click()
  await holds(field(mina), 'A-1')
})

it('what the server refuses goes back to what it was, and says why (L6)', async () => {
  await office.api.post('/labels', { name: 'urgent case', colour: 'red' })
  const { reference } = await bothOpen('Soon gone')
  await slower(mina, `**/tickets/${reference}`, async () => {
    await adas.more('Move to trash')
    await adas.counts('Trash', 1)
  })
  await mina.locator('body').press('l')
  await mina.getByRole('option', { name: 'urgent case' }).click()
  await minas.says(/trash/)
  await mina.keyboard.press('Escape')
  await minas.says('This ticket is in the trash.')
  await mina.getByRole('complementary', { name: 'Details' }).getByText('urgent case').first().waitFor({ state: 'detached' })
})

it('offline is said, writing goes on, nothing typed is lost, and what happened meanwhile is there afterwards (T8)', async () => {
  const before = toCarl().length
  const { reference } = await bothOpen('On the train')
  await minas.write('reply', 'From the tr')
  await mina.context().setOffline(true)
  await minas.says('You are offline. You can go on writing; drafts are kept in this browser.')
  await mina.keyboard.type('ain.')
  await minas.says('Draft kept in this browser only')
  await reply(mina).press('Control+Enter')
  await minas.says(/The server cannot be reached.*Your text is kept\./)
  await office.api.post(`/tickets/${reference}/messages`, { kind: 'note', text: 'A note meanwhile.' })
  await adas.message('A note meanwhile.').waitFor()
  await mina.context().setOffline(false)
  await mina.getByText('You are offline.').waitFor({ state: 'detached' })
  await minas.message('A note meanwhile.').waitFor()
  await reply(mina).getByText('From the train.').waitFor()
  await minas.send()
  await adas.message('From the train.').waitFor()
  await eventually(toCarl, (mails) => mails.length === before + 1)
})

it('the server is started anew while somebody writes: it is said, the words stay, and are sent once (T8)', async () => {
  const before = toCarl().length
  await bothOpen('During an update')
  await minas.write('reply', 'Before the update, ')
  await minas.says('Draft saved')
  const pause = await office.product.pause()
  await minas.says('Reconnecting. You can go on writing; drafts are kept.')
  await mina.keyboard.type('and after it.')
  await reply(mina).press('Control+Enter')
  await minas.says(/Your text is kept\./)
  await pause.resume()
  for (const page of [mina, ada]) await page.getByText('Reconnecting.').waitFor({ state: 'detached' })
  await reply(mina).getByText('Before the update, and after it.').waitFor()
  await minas.send()
  await adas.message('Before the update, and after it.').waitFor()
  await eventually(toCarl, (mails) => mails.length === before + 1)
  expect(await adas.message('Before the update, and after it.').count()).toBe(1)
})

it('what is typed survives that a ticket is thrown away and brought back meanwhile (T8 T14)', async () => {
  const { reference } = await bothOpen('Thrown away by mistake')
  await minas.write('reply', 'A long answer')
  await adas.more('Move to trash')
  await minas.says('This ticket is in the trash.')
  await reply(mina).waitFor({ state: 'detached' })
  await office.api.post(`/tickets/${reference}/restore`)
  await reply(mina).getByText('A long answer').waitFor()
  await reply(mina).press('End')
  await mina.keyboard.type(', nearly lost.')
  await minas.send()
  await adas.message('A long answer, nearly lost.').waitFor()
})
