import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import type { Api } from '../server/testing/api.ts'
import { violations } from './testing/axe.ts'
import { eventually, hasFocus, holds, openBrowser, pressArrives, restsAt, row, signIn } from './testing/browser.ts'
import { type Product, startProduct } from './testing/product.ts'
import { staff } from './testing/staff.ts'

/** One story: an admin says what the desk asks, an agent writes a ticket down, fills it in, files it. */
const ada = { email: 'ada@desk.example', password: 'a good long password' }

let product: Product
let api: Api
let page: Page
let complaints: string[]
let reference: string

beforeAll(async () => {
  product = await startProduct()
  api = await product.api()
  await staff(api, {
    desks: ['support', 'contact-center'].map((key) => ({ name: `Desk ${key}`, lifecycle: key, address: `${key}@desk.example` })),
    people: [{ ...ada, name: 'Ada Berg', role: 'admin' }],
  })
  ;({ page, complaints } = await openBrowser())
  await signIn(page, product.url, ada)
})
afterAll(async () => {
  await product.stop()
  expect(complaints).toEqual([])
})

const names = (list: string) =>
  page
    .getByRole('list', { name: list })
    .getByRole('button', { name: /^Drag / })
    .evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')?.replace(/^Drag | to another place$/g, '') ?? ''))

/** As after a screenshot. */
function pastePicture() {
  return page.evaluate(async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 40, height: 20 })
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
    const clipboardData = new DataTransfer()
    clipboardData.items.add(new File([blob as Blob], 'screen.png', { type: 'image/png' }))
    document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  })
}

it('an admin says what the desk asks: inquiry types, and fields with their choices (T18)', async () => {
  await page.goto(`${product.url}/settings/fields`)
  for (const name of ['Delivery', 'Payment']) {
    await page.getByRole('button', { name: 'Add inquiry type' }).click()
    await page.getByLabel('Name', { exact: true }).fill(name)
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await page.getByRole('list', { name: 'Inquiry types' }).getByText(name).waitFor()
  }
  // Keys that move a row or end a word belong to whoever types in it.
  await page.getByRole('button', { name: 'Edit Payment' }).click()
  const name = page.getByLabel('Name', { exact: true })
  await name.press('Alt+ArrowUp')
  await name.evaluate((box) => box.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', isComposing: true, bubbles: true })))
  expect(await name.inputValue()).toBe('Payment')
  await name.press('Escape')
  await name.waitFor({ state: 'detached' })
  await eventually(
    () => names('Inquiry types'),
    (order) => order.join() === 'Delivery,Payment',
  )
  await page.getByRole('button', { name: 'Drag Payment to another place' }).press('Alt+ArrowUp')
  await eventually(
    () => names('Inquiry types'),
    (order) => order.join() === 'Payment,Delivery',
  )
  await page.getByRole('button', { name: 'Add field' }).click()
  const form = page.getByRole('form', { name: 'Add field' })
  await form.getByLabel('Label', { exact: true }).fill('Order number')
  await form.getByLabel('Required').check()
  await form.getByLabel('Delivery').check()
  await form.getByRole('button', { name: 'Add field' }).click()
  await page.getByText('Text · Delivery').waitFor()
  await page.getByRole('button', { name: 'Add field' }).click()
  await form.getByLabel('Label', { exact: true }).fill('Plan')
  await form.getByLabel('Kind').selectOption('Choice')
  await form.getByRole('button', { name: 'Add choice' }).click()
  await form.getByRole('textbox', { name: 'Choice 1' }).fill('Basic')
  await form.getByRole('button', { name: 'Add choice' }).click()
  await form.getByRole('textbox', { name: 'Choice 2' }).fill('Pro')
  expect(await violations(page)).toEqual([])
  await form.getByRole('button', { name: 'Add field' }).click()
  await page.getByRole('button', { name: 'Edit Plan' }).waitFor()
  // By the keyboard: the handle and an arrow.
  await page.getByRole('button', { name: 'Drag Plan to another place' }).press('ArrowUp')
  await eventually(
    () => names('What is asked'),
    (order) => order.join() === 'Plan,Order number',
  )
  const preview = page.getByRole('region', { name: 'Preview' })
  await preview.getByLabel('Inquiry type').selectOption('Delivery')
  await preview.getByLabel('Order number').waitFor()
})

it('categories are a tree that is arranged by keyboard and by dragging (T17)', async () => {
  await page.goto(`${product.url}/settings/categories`)
  for (const name of ['Shop', 'Orders', 'Other']) {
    await page.getByRole('button', { name: 'Add category', exact: true }).click()
    await page.getByLabel('Name', { exact: true }).fill(name)
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: `Edit ${name}` }).waitFor()
  }
  await page.getByRole('button', { name: 'Drag Orders to another place' }).press('Alt+ArrowRight')
  await page.getByText('Orders was moved').waitFor({ state: 'attached' })
  const depths = async () =>
    (await api.get<{ categories: { name: { en: string }; depth: number }[] }>('/desks/1/form')).categories.map(
      ({ name, depth }) => `${depth} ${name.en}`,
    )
  await eventually(depths, (now) => now.join() === '1 Shop,2 Orders,1 Other')
  const handle = (name: string) => page.getByRole('button', { name: `Drag ${name} to another place` })
  const [from, to] = [await restsAt(handle('Other')), await restsAt(handle('Shop'))]
  await page.mouse.move(from.x + 8, from.y + 12)
  await page.mouse.down()
  await page.mouse.move(to.x + 8, to.y + 20, { steps: 4 })
  await page.mouse.move(to.x + 8, to.y + 2, { steps: 2 })
  await page.mouse.up()
  await eventually(depths, (now) => now.join() === '1 Other,1 Shop,2 Orders')
  expect(await violations(page)).toEqual([])
})

it('a ticket is written down with the keyboard; what is missing is said at its place; a closed window keeps the words (T1)', async () => {
  await page.goto(`${product.url}/tickets`)
  await page.getByRole('heading', { name: 'All tickets' }).waitFor()
  await page.keyboard.press('c')
  const dialog = page.getByRole('dialog', { name: 'New ticket' })
  await dialog.getByLabel('Title').fill('Where is my parcel?')
  await dialog.getByLabel('Inquiry type').selectOption('Delivery')
  await dialog.getByRole('textbox', { name: 'Description' }).fill('It should have been here on Monday.')
  await dialog.locator('input[type=file]').setInputFiles({ name: 'label.txt', mimeType: 'text/plain', buffer: Buffer.from('parcel 7') })
  await dialog.getByRole('button', { name: 'Remove label.txt' }).waitFor()
  await dialog.getByRole('textbox', { name: 'Description' }).click()
  await hasFocus(dialog.getByRole('textbox', { name: 'Description' }))
  await pastePicture()
  await page.locator('.composed-picture').waitFor()
  await dialog
    .getByLabel(/^Uploading/)
    .first()
    .waitFor({ state: 'detached' })
  await page.keyboard.press('Control+Enter')
  const order = dialog.getByLabel('Order number')
  await eventually(
    () => order.getAttribute('aria-invalid'),
    (invalid) => invalid === 'true',
  )
  await dialog.getByText('1 field needs another look.').waitFor()
  expect(await violations(page)).toEqual([])

  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  await page.keyboard.press('c')
  await dialog.getByText('What you had written is back.').waitFor()
  await holds(dialog.getByLabel('Title'), 'Where is my parcel?')
  await dialog.getByText('It should have been here on Monday.').waitFor()
  await dialog.getByRole('button', { name: 'Remove label.txt' }).waitFor()
  await page.locator('.composed-picture').waitFor()

  await dialog.getByRole('button', { name: /^Customer: / }).click()
  await page.getByRole('combobox', { name: 'Customer' }).fill('Yuki@customer.example')
  await page.getByRole('option', { name: 'New customer: yuki@customer.example' }).click()
  await dialog.getByLabel('Customer’s name').fill('田中 由紀')
  await order.fill('A-17')
  // Elsewhere the channel is chosen; a contact centre has one.
  await dialog.getByLabel('Channel').selectOption('phone')
  await dialog.getByLabel('Desk').selectOption('Desk contact-center')
  await eventually(
    () => dialog.getByLabel('Channel').isDisabled(),
    (isDisabled) => isDisabled,
  )
  await dialog.getByLabel('Desk').selectOption('Desk support')
  await dialog.getByLabel('Inquiry type').selectOption('Delivery')
  await dialog.getByRole('button', { name: 'Create ticket' }).click()
  await page.getByRole('heading', { level: 1, name: 'Where is my parcel?' }).waitFor()
  reference = page.url().split('/').at(-1)?.split('?')[0] ?? ''
  expect(await api.get(`/tickets/${reference}`)).toMatchObject({
    channel: 'created',
    contact: { name: '田中 由紀', email: 'yuki@customer.example' },
    inquiryType: { name: { en: 'Delivery' } },
    assignee: null,
  })
  const { items } = await api.get<{ items: { attachments: { filename: string; inline: boolean }[] }[] }>(`/tickets/${reference}/messages`)
  expect(items[0]?.attachments.map(({ filename, inline }) => [filename, inline]).sort()).toEqual([
    ['label.txt', false],
    ['screen.png', true],
  ])
  await page.keyboard.press('c')
  await holds(dialog.getByLabel('Title'), '')
  await page.keyboard.press('Escape')
})

it('fields are filled in beside the ticket; what somebody else wrote meanwhile is shown and nothing typed is lost', async () => {
  const details = page.getByRole('complementary', { name: 'Details' })
  await details.getByLabel('Plan').selectOption('Pro')
  await details.getByLabel('Order number').fill('A-18')
  const { fields } = await api.get<{ fields: Record<string, string> }>(`/tickets/${reference}`)
  const [order] = Object.keys(fields)
  await api.patch(`/tickets/${reference}`, { fields: { [order ?? '']: 'B-99' } })
  await details.getByText('Now: B-99').waitFor()
  await holds(details.getByLabel('Order number'), 'A-18')
  await details.getByRole('button', { name: 'Save fields' }).click()
  await page.getByText('The fields are saved').waitFor()
  expect(Object.values((await api.get<{ fields: Record<string, string> }>(`/tickets/${reference}`)).fields).sort()).toEqual(['A-18', 'pro'])
  await details.getByText('Ada Berg changed “Order number” from “B-99” to “A-18”').waitFor()
  await details.getByLabel('Order number').fill('')
  await details.getByLabel('Order number').press('Control+Enter')
  await details.getByText('Please fill this in.').waitFor()
  await details.getByRole('button', { name: 'Discard' }).click()
})

it('what is typed into fields waits for its writer over a reload, and for nobody else who signs in at this screen', async () => {
  const details = page.getByRole('complementary', { name: 'Details' })
  const mina = { name: 'Mina Kim', email: 'mina@desk.example', password: ada.password }
  const { items } = await api.get<{ items: { id: string }[] }>('/desks')
  await api.post('/agents', { ...mina, role: 'admin', desks: items.map(({ id }) => id) })
  await details.getByLabel('Order number').fill('A-19')
  await page.reload()
  await details.getByText('Not saved yet').waitFor()
  await holds(details.getByLabel('Order number'), 'A-19')

  /** Without loading the page anew, as a colleague who takes the seat. */
  const changeSeats = async (from: string, to: { email: string; password: string }, finds: string) => {
    const signOut = page.getByRole('menuitem', { name: 'Sign out' })
    // A press on a list that has just opened may land in what stood there before.
    await eventually(
      async () => {
        if (!(await signOut.isVisible())) await page.getByRole('button', { name: new RegExp(`^${from}`) }).click()
        return pressArrives(signOut)
      },
      (arrived) => arrived,
    )
    await page.getByLabel('Mail address').fill(to.email)
    await page.getByLabel('Password').fill(to.password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await row(page, 'Where is my parcel?').first().click()
    await holds(details.getByLabel('Order number'), finds)
  }
  await changeSeats('Ada Berg', mina, 'A-18')
  await changeSeats('Mina Kim', ada, 'A-19')
  await details.getByRole('button', { name: 'Discard' }).click()
})

it('the description is put right, and the ticket is filed as it is resolved (T17, T18)', async () => {
  const message = page.getByTestId('message').first()
  await message.getByRole('button', { name: 'More for this message' }).click()
  await page.getByRole('menuitem', { name: 'Edit description' }).click()
  const text = page.getByRole('dialog').getByRole('textbox', { name: 'Description' })
  await text.press('End')
  await text.pressSequentially(' It is Thursday now.')
  await pastePicture()
  await page.getByText('Files cannot be added to a description later.').waitFor()
  await page.getByRole('button', { name: 'Save description' }).click()
  await message.getByText('It should have been here on Monday. It is Thursday now.').waitFor()
  await message.getByText('edited').waitFor()

  await api.patch('/desks/1', { settings: { categoryRequired: true } })
  await page.reload()
  await page.getByRole('button', { name: 'Resolve', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Resolve ticket' })
  await dialog.getByLabel('What solved it?').fill('Delivered.')
  await dialog.getByRole('button', { name: 'Resolve ticket' }).click()
  await dialog.getByText('Please fill this in.').waitFor()
  await dialog.getByLabel('Category').selectOption('Shop › Orders')
  await dialog.getByRole('button', { name: 'Resolve ticket' }).click()
  await page.getByText('Ada Berg filed the ticket under Orders').waitFor()
  await page.getByRole('complementary', { name: 'Details' }).getByRole('button', { name: 'Orders' }).waitFor()
})

it('a desk that files its tickets asks for the category before a reply that resolves is sent, and keeps what was typed (T17, B4)', async () => {
  const made = await api.post<{ reference: string }>('/tickets', {
    title: 'Where is my parcel?',
    description: 'Nothing came.',
    desk: '1',
    inquiryType: null,
    contact: { email: 'yuki@customer.example', name: '田中 由紀' },
  })
  await page.goto(`${product.url}/tickets/${made.reference}`)
  await page.getByTestId('message').first().waitFor()
  await page.getByRole('button', { name: 'Resolve', exact: true }).first().waitFor()
  await page.keyboard.press('r')
  const editor = page.getByTestId('composer').locator('[contenteditable=true]')
  await editor.pressSequentially('It comes today.')
  await page.keyboard.press('Control+Shift+Enter')
  const dialog = page.getByRole('dialog', { name: 'Send & resolve' })
  await dialog.getByRole('button', { name: 'Send & resolve' }).click()
  await dialog.getByText('Please fill this in.').waitFor()
  expect(await violations(page)).toEqual([])
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'hidden' })
  await eventually(
    () => editor.innerText(),
    (text) => text === 'It comes today.',
  )
  await editor.press('Control+Shift+Enter')
  await dialog.getByLabel('Category').selectOption('Shop › Orders')
  await dialog.getByRole('button', { name: 'Send & resolve' }).click()
  await eventually(
    () => api.get<{ status: { key: string }; processingCategory: { name: { en: string } } | null }>(`/tickets/${made.reference}`),
    ({ status, processingCategory }) => status.key === 'resolved' && processingCategory?.name.en === 'Orders',
  )
})
