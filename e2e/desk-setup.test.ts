import type { AddressInfo } from 'node:net'
import type { Locator, Page } from 'playwright-core'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { violations } from './testing/axe.ts'
import { eventually, holds, openBrowser, row, signIn } from './testing/browser.ts'
import { type Product, startProduct } from './testing/product.ts'

/** From an empty machine to a desk that works: everything is set up in the browser, and a customer is answered. */
const ada = { email: 'ada@desk.example', password: 'a good long password' }
const noor = { email: 'noor@desk.example', password: 'another long password' }
const relayPassword = 'relay horse staple'

let product: Product
let page: Page
let complaints: string[]
let relay: SMTPServer
let relayPort: number
const sent: { to: string; from: string; raw: string; user: string | undefined }[] = []

beforeAll(async () => {
  relay = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    disableReverseLookup: true,
    logger: false,
    onAuth: ({ username, password }, _session, callback) =>
      username === 'repairs' && password === relayPassword
        ? callback(null, { user: username })
        : callback(Object.assign(new Error('5.7.8 Who are you?'), { responseCode: 535 })),
    onData(stream, session, callback) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.once('end', () => {
        const { mailFrom, rcptTo } = session.envelope
        sent.push({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo[0]?.address ?? '',
          raw: Buffer.concat(chunks).toString('utf8'),
          user: session.user,
        })
        callback()
      })
    },
  })
  await new Promise<void>((resolve) => relay.listen(0, '127.0.0.1', () => resolve()))
  relayPort = (relay.server.address() as AddressInfo).port
  product = await startProduct({ relay: false, env: { STATEDESK_ALLOW_NETWORKS: '127.0.0.0/8' } })
  ;({ page, complaints } = await openBrowser())
})
afterAll(async () => {
  await product.stop()
  await new Promise<void>((resolve) => relay.close(() => resolve()))
  expect(complaints).toEqual([])
})

const part = (name: string, of = page) => of.getByRole('region', { name: new RegExp(`^${name}`) })
/** Saves, and waits until this is said: not of what was saved before. */
async function save(button: Locator): Promise<void> {
  const saved = button.page().getByText('Saved', { exact: true }).first()
  await saved.waitFor({ state: 'detached' })
  await button.click()
  await saved.waitFor()
}

async function openDesk(of = page): Promise<void> {
  await of.goto(`${product.url}/settings/desks`)
  await of.getByRole('button', { name: /^Repairs/ }).click()
  await part('General', of).getByLabel('Desk name').waitFor()
}

it('an admin opens the installation and makes a desk with its lifecycle and address', async () => {
  await page.goto(product.setupUrl)
  await page.getByLabel('Your name').fill('Ada Berg')
  await page.getByLabel('Mail address').fill(ada.email)
  await page.getByLabel('Password').fill(ada.password)
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByLabel('Workspace name').fill('Lindgren Tools')
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('radio', { name: /^Support/ }).check()
  await page.getByRole('button', { name: 'Create the desk' }).click()
  await page.getByText('Your desk is open').waitFor()

  await page.goto(`${product.url}/settings/desks`)
  await page.getByRole('button', { name: 'Add desk' }).click()
  await page.getByLabel('Desk name').fill('Repairs')
  await page.getByLabel('Lifecycle').selectOption({ label: 'Contact center' })
  await page.getByLabel(/^Mail address/).fill('repairs@desk.example')
  await page.getByRole('button', { name: 'Add desk' }).last().click()
  await page.getByRole('heading', { name: 'Repairs', level: 2 }).waitFor()
  await part('Incoming mail').getByText('repairs@desk.example').waitFor()
})

it('the relay is tried before it is saved: a wrong password is said in words, the right one ticks every step', async () => {
  const outgoing = part('Outgoing mail')
  await outgoing.getByText('None is configured: mail waits until there is one.').waitFor()
  await outgoing.getByLabel('By a relay of this desk’s own').check()
  await outgoing.getByLabel('Server').fill('127.0.0.1')
  await outgoing.getByLabel('Encryption').selectOption('None')
  await outgoing.getByLabel('User name').fill('repairs')
  await outgoing.getByLabel('Password').fill('wrong horse')
  await outgoing.getByLabel('Port').fill(String(relayPort))
  await outgoing.getByRole('button', { name: 'Test connection' }).click()
  await outgoing.getByText('The user name or the password is wrong. Often the user name is the whole mail address.').waitFor()
  await outgoing.getByText('535 5.7.8 Who are you?').waitFor()
  expect(await outgoing.innerText()).not.toContain('wrong horse')
  await outgoing.getByLabel('Encryption').selectOption('STARTTLS')
  await outgoing.getByRole('button', { name: 'Test connection' }).click()
  await outgoing.getByText(/^The server offers no encryption here/).waitFor()
  await outgoing.getByLabel('Encryption').selectOption('None')
  await outgoing.getByLabel('Password').fill(relayPassword)
  await outgoing.getByRole('button', { name: 'Test connection' }).click()
  await outgoing.getByText('It works. The server would take mail of this desk; nothing was sent.').waitFor()
  await outgoing.getByRole('listitem').nth(4).waitFor()
  expect(await outgoing.getByRole('listitem').count()).toBe(5)
  expect(sent).toHaveLength(0)
  await save(outgoing.getByRole('button', { name: 'Save outgoing mail' }))
  await outgoing.getByText('A password is stored and never shown. Type one only to change it.').waitFor()
  await holds(outgoing.getByLabel('Password'), '')
  expect(await violations(page)).toEqual([])
})

it('signature, what is asked, a category, hours and a prepared answer (T17, T18, T6)', async () => {
  const general = part('General')
  await general.getByLabel('Signature of replies').fill('The repair shop')
  await save(general.getByRole('button', { name: 'Save' }))
  await holds(general.getByLabel('Signature of replies'), 'The repair shop')
  await page.goto(`${product.url}/settings/fields`)
  await page.getByRole('combobox', { name: 'Desk', exact: true }).selectOption({ label: 'Repairs' })
  await page.getByRole('button', { name: 'Add inquiry type' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Broken tool')
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await page.getByRole('list', { name: 'Inquiry types' }).getByText('Broken tool').waitFor()
  await page.getByRole('button', { name: 'Add field' }).click()
  const form = page.getByRole('form', { name: 'Add field' })
  await form.getByLabel('Label', { exact: true }).fill('Serial number')
  await form.getByRole('button', { name: 'Add field' }).click()
  await page.getByRole('button', { name: 'Edit Serial number' }).waitFor()
  await page.goto(`${product.url}/settings/categories`)
  await page.getByRole('combobox', { name: 'Desk', exact: true }).selectOption({ label: 'Repairs' })
  await page.getByRole('button', { name: 'Add category', exact: true }).click()
  await page.getByLabel('Name', { exact: true }).fill('Saws')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Edit Saws' }).waitFor()
  await page.goto(`${product.url}/settings/hours`)
  await page.getByRole('button', { name: 'Add business hours' }).click()
  await page.getByLabel('Name', { exact: true }).first().fill('Workshop')
  await page.getByRole('button', { name: 'Save business hours' }).click()
  // It is set when the server has answered.
  await page.getByRole('checkbox', { name: 'Repairs' }).click()
  await eventually(
    () => page.getByRole('checkbox', { name: 'Repairs' }).isChecked(),
    (isChecked) => isChecked,
  )
  await page.goto(`${product.url}/settings/canned`)
  await page.getByRole('button', { name: 'Add canned response' }).click()
  await page.getByLabel('Title').fill('Send it in')
  await page.getByLabel('Shortcut').fill('/sendin')
  await page.getByRole('textbox', { name: 'Text', exact: true }).click()
  await page.keyboard.type('Please send the tool to our workshop.')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('button', { name: /^Send it in/ }).waitFor()
})

it('a team, and an agent with this desk only', async () => {
  await page.goto(`${product.url}/settings/labels`)
  await page.getByLabel('Name').first().fill('half-typed')
  await page.getByRole('link', { name: 'Teams', exact: true }).click()
  const question = page.getByRole('alertdialog', { name: 'Leave without saving?' })
  await question.getByRole('button', { name: 'Stay here' }).click()
  expect(await page.getByLabel('Name').first().inputValue()).toBe('half-typed')
  await page.getByRole('link', { name: 'Teams', exact: true }).click()
  await question.getByRole('button', { name: 'Leave' }).click()
  await page.getByRole('heading', { name: 'Teams' }).waitFor()
  await page.getByLabel('Name', { exact: true }).fill('Workshop')
  await page.getByRole('button', { name: 'Add team' }).click()
  await page.getByRole('button', { name: 'Edit team Workshop' }).waitFor()
  await page.goto(`${product.url}/settings/agents`)
  await page.getByRole('button', { name: 'Add agent' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Noor Aziz')
  await page.getByLabel('Mail address').fill(noor.email)
  await page.getByLabel('First password').fill(noor.password)
  await page.getByRole('button', { name: 'Add agent' }).last().click()
  await page.getByRole('button', { name: /Noor Aziz/ }).click()
  await page.getByRole('checkbox', { name: 'Support' }).uncheck()
  await page.getByLabel(/^Repairs: /).selectOption({ label: 'All tickets' })
  await page.getByRole('checkbox', { name: 'Workshop' }).check()
  expect(await violations(page)).toEqual([])
  await save(page.getByRole('button', { name: 'Save' }))
})

it('the new agent signs in, a real mail arrives, and the answer leaves by the relay of the desk', async () => {
  const hers = await openBrowser()
  await signIn(hers.page, product.url, noor)
  await product.mail({
    from: 'Carl Ito <carl@customer.example>',
    to: 'repairs@desk.example',
    subject: 'The saw does not start',
    text: 'It hums and smells.',
  })
  await hers.page.goto(`${product.url}/tickets`)
  await row(hers.page, 'The saw does not start').first().click()
  await hers.page.getByTestId('message').first().getByText('It hums and smells.').waitFor()
  await hers.page.keyboard.press('r')
  await hers.page.getByTestId('composer').locator('[contenteditable=true]:focus').waitFor()
  await hers.page.keyboard.type('Please send it to us.')
  await hers.page.keyboard.press('Control+Enter')
  const answer = await eventually(
    () => sent.find(({ raw }) => raw.includes('Please send it to us.')),
    (mail) => mail !== undefined,
  )
  expect(answer).toMatchObject({ from: 'repairs@desk.example', to: 'carl@customer.example', user: 'repairs' })
  expect(answer?.raw).toContain('The repair shop')
  expect(product.relay.mails).toEqual([])
  expect(hers.complaints).toEqual([])
  await hers.close()
})

it('two admins edit the desk at once: each sees what the other changed, and both keep their words', async () => {
  const other = await openBrowser()
  await signIn(other.page, product.url, ada)
  await Promise.all([openDesk(), openDesk(other.page)])
  const [mine, theirs] = [part('General'), part('General', other.page)]
  await mine.getByLabel('Signature of replies').fill('The repair shop, open until six')
  await mine.getByLabel('Sender name').fill('Repairs of Lindgren')
  await theirs.getByLabel('Sender name').fill('Lindgren repairs')
  await theirs.getByLabel(/^A token in the Message-ID/).check()
  await save(theirs.getByRole('button', { name: 'Save' }))
  await mine.getByRole('button', { name: 'Save' }).click()
  const note = mine.getByRole('alert')
  await note.getByText('Ada Berg changed this meanwhile').waitFor()
  await note.getByText('Sender name: Lindgren repairs').waitFor()
  await note.getByText('you changed it too; yours stands in the form').waitFor()
  await note.getByText(/^How answers find their ticket: A token in the Message-ID/).waitFor()
  await holds(mine.getByLabel('Signature of replies'), 'The repair shop, open until six')
  await holds(mine.getByLabel('Sender name'), 'Repairs of Lindgren')
  await save(mine.getByRole('button', { name: 'Save' }))
  await openDesk(other.page)
  await holds(theirs.getByLabel('Signature of replies'), 'The repair shop, open until six')
  await holds(theirs.getByLabel('Sender name'), 'Repairs of Lindgren')
  await eventually(
    () => theirs.getByLabel(/^A token in the Message-ID/).isChecked(),
    (isChecked) => isChecked,
  )
  await other.close()
})

it('the audit log tells who changed what, from what to what, and never a password', async () => {
  await page.goto(`${product.url}/settings/log`)
  await page.getByLabel('What', { exact: true }).selectOption({ label: 'Desk' })
  const log = page.getByRole('list', { name: 'Audit log' })
  await log.getByText('Lindgren repairs').first().waitFor()
  const told = ['Repairs of Lindgren', `127.0.0.1:${relayPort}`, 'changed (never shown)']
  const words = await eventually(
    () => log.innerText(),
    (text) => told.every((one) => text.includes(one)),
  )
  expect(words).not.toContain(relayPassword)
  expect(await violations(page)).toEqual([])
})

it('hours, conditions and targets stand in the log in words', async () => {
  const api = await product.api()
  const open = [{ from: '09:00', to: '18:00' }]
  const [monday, tuesday, wednesday, thursday, friday] = [open, open, open, open, open]
  const week = { monday, tuesday, wednesday, thursday, friday, saturday: [], sunday: [] }
  const holidays = [{ date: '2026-12-25', name: 'Christmas', yearly: true }]
  const { id } = await api.post<{ id: string }>('/calendars', { name: 'Office', hours: { zone: 'Europe/Berlin', week, holidays } })
  await api.patch(`/calendars/${id}`, { hours: { zone: 'Europe/Berlin', week: { ...week, friday: [] }, holidays } })
  const view = { name: 'Burning', shared: true, where: { field: 'priority', op: 'is', value: 'urgent' } }
  const kept = await api.post<{ id: string }>('/views', view)
  await api.patch(`/views/${kept.id}`, { where: { field: 'priority', op: 'is', value: 'high' } })
  const hour = { amount: 1, unit: 'hours' }
  const targets = { urgent: { firstResponse: hour, resolution: null }, high: null, normal: null, low: null }
  await api.post('/sla/policies', { name: 'Fast', terms: { targets } })
  await page.goto(`${product.url}/settings/log`)
  const log = page.getByRole('list', { name: 'Audit log' })
  for (const said of [
    'Mon–Fri 09:00–18:00',
    'Mon–Thu 09:00–18:00',
    'Christmas: December 25, every year',
    'Priority is Urgent',
    'Priority is High',
    'Urgent: first response 1 h, resolution –, in business hours',
    'All desks',
  ])
    await log.getByText(said).first().waitFor()
  expect(await log.innerText()).not.toMatch(/":|undefined|\[object/)
  expect(await violations(page)).toEqual([])
})
