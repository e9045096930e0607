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
  await dialog.getByText('Not sent yet. Look at these first.').waitFor()
  await dialog.getByRole('button', { name: 'Send anyway' }).waitFor()
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
