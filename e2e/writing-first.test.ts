import { afterAll, beforeAll, expect, it } from 'vitest'
import { violations } from './testing/axe.ts'
import { eventually, pressUntil, words } from './testing/browser.ts'
import { type Office, openOffice } from './testing/office.ts'

/** One story: an agent writes to customers who asked nothing yet, and they answer. */
let office: Office
const dialogOf = () => office.mina.page.getByRole('dialog', { name: 'New ticket' })

beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

async function arrivedAt(title: string): Promise<string> {
  const { page } = office.mina
  await dialogOf().waitFor({ state: 'detached' })
  await page.getByRole('heading', { level: 1, name: title }).waitFor()
  return page.url().split('/').at(-1)?.split('?')[0] ?? ''
}

/** How long what she sends can be taken back. */
async function undoFor(undoSendSeconds: number): Promise<void> {
  const { page } = office.mina
  const headers = { 'x-statedesk': '1' }
  await page.request.patch(`${office.product.url}/api/v1/me`, { data: { preferences: { undoSendSeconds } }, headers })
  await page.reload()
  await page.getByRole('heading', { level: 1 }).first().waitFor()
}

interface Seen {
  status: { key: string }
  assignee: { name: string } | null
  messageCount: number
}
const untilAnswered = (reference: string, count: number) =>
  eventually(
    () => office.api.get<Seen>(`/tickets/${reference}`),
    (ticket) => ticket.messageCount >= count,
  )

it('a message is written to a customer who asked nothing: what is missing is said at its place, and it leaves as a mail (LV2)', async () => {
  const { page } = office.mina
  await page.goto(`${office.product.url}/tickets`)
  await page.getByRole('heading', { name: 'All tickets' }).waitFor()
  // From now on windows that choose files are caught: asked for only as one opens, it may come too late.
  page.on('filechooser', () => undefined)
  const dialog = dialogOf()
  await pressUntil(page, 'c', dialog)
  expect(await dialog.getByLabel('A customer asked').isChecked()).toBe(true)
  await dialog.getByLabel('I write first').check()
  await dialog.getByLabel('Desk', { exact: true }).selectOption('support desk')
  await eventually(
    () => dialog.getByLabel('Assignee').locator('option:checked').textContent(),
    (name) => name === 'Mina Kim',
  )
  await dialog.getByLabel('Internal').waitFor({ state: 'detached' })
  await dialog.getByRole('button', { name: 'Send', exact: true }).click()
  await dialog.getByText('Say whom you write to.').waitFor()
  await dialog.getByText('Write your message.').waitFor()
  expect(await violations(office.mina.page)).toEqual([])

  await dialog.getByRole('button', { name: /^To: / }).click()
  await page.getByRole('combobox', { name: 'To' }).fill('yuki@customer.example')
  await page.getByRole('option', { name: 'New customer: yuki@customer.example' }).click()
  await dialog.getByRole('button', { name: 'Add Cc or Bcc' }).click()
  await dialog.getByRole('combobox', { name: 'Cc', exact: true }).fill('carl@customer.example,')
  await dialog.getByLabel('Subject').fill('A mistake in your invoice')
  await dialog.getByRole('textbox', { name: 'Message' }).fill('We found a mistake; the attached one is right.')
  // It speaks of a file that is not there.
  await dialog.getByRole('button', { name: 'Send', exact: true }).click()
  const preview = page.getByRole('dialog', { name: 'As the customer will get it' })
  await preview.getByText('You write “attached”, but no file is attached').waitFor()
  await preview.getByRole('button', { name: 'Send anyway' }).waitFor()
  expect(await violations(page)).toEqual([])
  await preview.getByRole('button', { name: 'Go on writing' }).click()
  await preview.waitFor({ state: 'detached' })
  const choosing = page.waitForEvent('filechooser')
  await dialog.getByRole('button', { name: 'Attach files' }).click()
  await (await choosing).setFiles({ name: 'invoice.txt', mimeType: 'text/plain', buffer: Buffer.from('42 euros') })
  await dialog.getByRole('button', { name: 'Remove invoice.txt' }).waitFor()
  await dialog
    .getByLabel(/^Uploading/)
    .first()
    .waitFor({ state: 'detached' })
  await dialog.getByRole('button', { name: 'Send', exact: true }).click()
  const reference = await arrivedAt('A mistake in your invoice')

  const yuki = office.customer('Yuki Tanaka')
  const { raw } = await yuki.has(1)
  expect(raw).toContain(`[${reference}]`)
  expect(raw).toContain('We found a mistake')
  expect(raw).toMatch(/filename="?invoice\.txt/)
  expect(raw).toMatch(/^Cc: .*carl@customer\.example/m)
  await office.customer('Carl Ito').has(1)
  await words(page, 'We found a mistake; the attached one is right.').waitFor()
  expect(await office.api.get<Seen>(`/tickets/${reference}`)).toMatchObject({
    status: { key: 'in_progress' },
    assignee: { name: 'Mina Kim' },
  })

  await yuki.answers('Thank you for telling me.')
  await untilAnswered(reference, 2)
  await words(page, 'Thank you for telling me.').waitFor()
})

it('in live chat the ticket is proactive and hers; the answer makes it active (LV2 LV13)', async () => {
  const { page } = office.mina
  await office.api.put(`/agents/${office.mina.id}/presence`, { presence: 'online' })
  const dialog = dialogOf()
  await pressUntil(page, 'c', dialog)
  await dialog.getByLabel('I write first').check()
  await dialog.getByRole('button', { name: /^To: / }).click()
  await page.getByRole('combobox', { name: 'To' }).fill('carl@customer.example')
  await page.getByRole('option', { name: 'New customer: carl@customer.example' }).click()
  await dialog.getByLabel('Desk', { exact: true }).selectOption('live desk')
  await dialog.getByText('On this desk whoever writes first has the ticket.').waitFor()
  await eventually(
    () => dialog.getByLabel('Assignee').isDisabled(),
    (isDisabled) => isDisabled,
  )
  await dialog.getByLabel('Subject').fill('May I help you?')
  await dialog.getByRole('textbox', { name: 'Message' }).fill('You asked for a demonstration.')
  await page.keyboard.press('Control+Enter')
  const reference = await arrivedAt('May I help you?')
  expect(await office.api.get<Seen>(`/tickets/${reference}`)).toMatchObject({
    status: { key: 'proactive' },
    assignee: { name: 'Mina Kim' },
  })
  const carl = office.customer('Carl Ito')
  await carl.has(2)
  await carl.answers('Yes, tomorrow.')
  expect(await untilAnswered(reference, 2)).toMatchObject({ status: { key: 'active' }, assignee: { name: 'Mina Kim' } })
  await words(page, 'Yes, tomorrow.').waitFor()
})

it('prepared words are filled before there is a ticket; sent, the mail can be taken back, and its words are the draft of the ticket (LV2)', async () => {
  const { page } = office.mina
  await undoFor(60)
  await office.api.post('/texts', {
    kind: 'canned',
    scope: 'all',
    title: 'Recall',
    shortcut: 'recall',
    html: '<p>Dear {{customer_first_name}}, please keep {{ticket_id}}. {{agent_first_name}}</p>',
  })
  const yuki = office.customer('Yuki Tanaka')
  const before = yuki.mails().length
  const dialog = dialogOf()
  await pressUntil(page, 'c', dialog)
  await dialog.getByLabel('I write first').check()
  await dialog.getByLabel('Desk', { exact: true }).selectOption('support desk')
  await dialog.getByRole('button', { name: /^To: / }).click()
  await page.getByRole('combobox', { name: 'To' }).fill('yuki')
  await page.getByRole('option', { name: /yuki@customer\.example/ }).click()
  await dialog.getByLabel('Subject').fill('Your kettle is recalled')
  await dialog.getByText('No signature').waitFor()
  const message = dialog.getByRole('textbox', { name: 'Message' })
  await message.click()
  await page.keyboard.type('/recall')
  const offered = page.getByRole('option', { name: /Recall/ })
  await offered.waitFor()
  await page.keyboard.press('Escape')
  await offered.waitFor({ state: 'detached' })
  expect(await dialog.count()).toBe(1)
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Backspace')
  await page.keyboard.type('/recall')
  await offered.waitFor()
  await page.keyboard.press('Enter')
  await message.getByText(/^Dear .+, please keep \{\{ticket_id\}\}\. Mina$/).waitFor()
  await dialog.getByText('The number of the ticket is put in when it is sent.').waitFor()
  await dialog.getByRole('button', { name: 'Preview' }).click()
  const preview = page.getByRole('dialog', { name: 'As the customer will get it' })
  await preview.getByText('Your kettle is recalled [TKT-…]').waitFor()
  await preview.getByRole('button', { name: 'Go on writing' }).click()
  await preview.waitFor({ state: 'detached' })
  await dialog.getByRole('button', { name: 'Send', exact: true }).click()
  const reference = await arrivedAt('Your kettle is recalled')
  await page.getByText(`Message is on its way. ${reference} was created.`).waitFor()

  await page.getByRole('button', { name: /^Undo/ }).first().click()
  await page.getByText('Not sent. Your reply is a draft again.').waitFor()
  const composer = page.getByTestId('composer')
  await composer.getByText(new RegExp(`please keep ${reference}\\. Mina$`)).waitFor()
  await composer.getByText('yuki@customer.example').or(composer.getByText('Yuki')).first().waitFor()
  expect(yuki.mails()).toHaveLength(before)
  await composer.getByRole('textbox', { name: 'Reply text' }).click()
  await page.keyboard.press('Control+Enter')
  await page.getByRole('button', { name: 'Send now' }).click()
  const { raw } = await yuki.has(before + 1)
  expect(raw).toContain(`please keep ${reference}`)
  expect((await office.api.get<{ items: { state: string }[] }>(`/tickets/${reference}/messages`)).items).toMatchObject([
    { state: 'released' },
  ])
})

it('an answer that is lost makes no second ticket: what was made is told, and what was changed since is kept', async () => {
  const { page } = office.mina
  const tickets = `${office.product.url}/api/v1/tickets`
  await page.route(
    tickets,
    async (route) => {
      await route.fetch()
      await route.abort()
    },
    { times: 1 },
  )
  const dialog = dialogOf()
  await pressUntil(page, 'c', dialog)
  await dialog.getByLabel('Title').fill('The line broke')
  await page.keyboard.press('Control+Enter')
  await dialog.getByRole('alert').filter({ hasText: 'cannot be reached' }).waitFor()
  await page.reload()
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  await pressUntil(page, 'c', dialog)
  await dialog.getByText('What you had written is back.').waitFor()
  await dialog.getByLabel('Title').fill('The line broke twice')
  await page.keyboard.press('Control+Enter')
  const open = dialog.getByRole('button', { name: /^Open TKT-/ })
  await open.waitFor()
  await dialog.getByText('What stands here now was not sent. Sending it makes another ticket.').waitFor()
  expect(await dialog.getByLabel('Title').inputValue()).toBe('The line broke twice')
  await open.click()
  await arrivedAt('The line broke')
  const { items } = await office.api.get<{ items: { title: string }[] }>('/tickets?q=broke')
  expect(items.map(({ title }) => title)).toEqual(['The line broke'])
})
