import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import type { Api } from '../server/testing/api.ts'
import { eventually, holds, openBrowser, signIn } from './testing/browser.ts'
import { type Product, startProduct } from './testing/product.ts'
import { staff } from './testing/staff.ts'

const ada = { email: 'ada@desk.example', password: 'a good long password' }

let product: Product
let api: Api
let page: Page
let complaints: string[]
let reference: string
let desk: string

beforeAll(async () => {
  product = await startProduct()
  api = await product.api()
  const ids = await staff(api, {
    desks: [{ name: 'Care', lifecycle: 'support', address: 'care@desk.example' }],
    people: [{ ...ada, name: 'Ada Berg', role: 'admin' }],
  })
  desk = ids.Care ?? ''
  await api.post('/texts', {
    kind: 'template',
    title: 'Repair order',
    html: '<p>Serial number:</p>',
    scope: 'desk',
    desk,
    folder: 'Hardware',
  })
  await api.post('/texts', { kind: 'template', title: 'Address change', html: '<p>New address:</p>', scope: 'desk', desk })
  reference = (
    await api.post<{ reference: string }>('/tickets', {
      title: 'Broken handle',
      desk,
      description: 'It came off.',
      contact: { email: 'carl@customer.example', name: 'Carl Ito' },
    })
  ).reference
  ;({ page, complaints } = await openBrowser())
  await signIn(page, product.url, ada)
})
afterAll(async () => {
  await product.stop()
  expect(complaints).toEqual([])
})

const editor = () => page.getByRole('textbox', { name: 'Reply text' })
const textNow = () => editor().innerText()

it('an admin prepares a canned response and restricts a word (T6, T21)', async () => {
  await page.goto(`${product.url}/settings/canned`)
  await page.getByRole('button', { name: 'Add canned response' }).click()
  await page.getByLabel('Title').fill('Refund')
  await page.getByLabel('Shortcut').fill('/refund')
  const box = page.getByRole('textbox', { name: 'Text', exact: true })
  await box.click()
  await page.keyboard.type('Dear ')
  await page.getByRole('button', { name: 'Variable', exact: true }).click()
  await page
    .getByRole('option', { name: /first name/i })
    .first()
    .waitFor()
  await page.keyboard.type('first name of the cus')
  await page.keyboard.press('Enter')
  await eventually(
    () => box.innerText(),
    (text) => text.includes('{{'),
  )
  await box.press('End')
  await page.keyboard.type(', your refund for {{ticket_id}} goes to {{team_name}}.')
  await page.getByRole('region', { name: 'Preview' }).getByText('Dear Yuki, your refund for TKT-0412').waitFor()
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('button', { name: /^Refund/ }).waitFor()

  await page.goto(`${product.url}/settings/words`)
  await page.getByRole('button', { name: 'Add word' }).click()
  await page.getByLabel('Word or phrase').fill('lifetime guarantee')
  await page.getByLabel(/^Hint/).fill('Say “two years”.')
  await page.getByLabel('Try it').fill('With a LIFETIME  guarantee')
  await page.getByText('“lifetime guarantee” is a restricted word').waitFor()
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('The words are saved').waitFor()
})

it('an agent types its shortcut, fills what is left, and is kept from sending what may not be sent (T6, T21)', async () => {
  await page.goto(`${product.url}/tickets/${reference}`)
  await page.getByRole('button', { name: /^Reply to Carl Ito/ }).click()
  await editor().click()
  await page.keyboard.type('/ref')
  await page.getByRole('option', { name: /^Refund/ }).waitFor()
  await page.keyboard.press('Enter')
  await eventually(textNow, (text) => text.includes(`Dear Carl, your refund for ${reference} goes to {{team_name}}.`))
  await page.getByText('1 gap to fill').waitFor()
  await eventually(
    () => page.locator('.variable-gap').allInnerTexts(),
    (gaps) => gaps.join() === '{{team_name}}',
  )

  await page.keyboard.press('Control+Enter')
  const dialog = page.getByRole('dialog', { name: 'As the customer will get it' })
  await dialog.getByText('{{team_name}} has no value here').waitFor()
  await dialog.getByRole('button', { name: 'Send', exact: true }).and(page.locator('[aria-disabled=true]')).waitFor()
  await dialog.getByRole('button', { name: 'Go on writing' }).click()

  await editor().click()
  await page.keyboard.press('Control+A')
  await page.keyboard.type('We give a lifetime guarantee. See the attached sheet.')
  await page.getByRole('button', { name: 'Preview' }).click()
  await dialog.getByText('“lifetime guarantee” is a restricted word').waitFor()
  await page.frameLocator('iframe[title="The mail"]').locator('mark', { hasText: 'lifetime guarantee' }).waitFor()
  await dialog.getByRole('button', { name: 'Go on writing' }).click()

  await editor().click()
  await page.keyboard.press('Control+A')
  await page.keyboard.type('Two years. See the attached sheet.')
  await page.keyboard.press('Control+Enter')
  await dialog.getByText('You write “attached”, but no file is attached').waitFor()
  await dialog.getByRole('button', { name: 'Send anyway' }).click()
  await page.getByTestId('message').filter({ hasText: 'Two years.' }).waitFor()
  // It waits a moment before it leaves; what one wrote before is what was sent.
  await eventually(
    () => product.relay.mails.filter(({ raw }) => raw.includes('Two years.')).length,
    (mails) => mails === 1,
  )
})

it('what was written before and a template are put into the next answer, and into the window that resolves (T7, T10)', async () => {
  await page.getByRole('button', { name: 'Repair order' }).click()
  await editor().waitFor()
  await eventually(textNow, (text) => text.includes('Serial number:'))
  await page.getByRole('button', { name: 'What I wrote before' }).click()
  await page.getByRole('button', { name: /^Two years/ }).click()
  await eventually(textNow, (text) => text.includes('Two years. See the attached sheet.'))
  await page.getByRole('button', { name: 'Close, keeping the draft' }).click()

  await page.getByRole('button', { name: 'Resolve', exact: true }).first().click()
  const window = page.getByRole('dialog', { name: 'Resolve ticket' })
  await window.getByRole('button', { name: 'Templates' }).click()
  await page.getByRole('option', { name: /^Address change/ }).waitFor()
  // Enter right after the words takes what they find, not what was listed before.
  await page.keyboard.type('repair')
  await page.keyboard.press('Enter')
  await eventually(
    () => window.getByRole('textbox').inputValue(),
    (text) => text === 'Serial number:',
  )
  await window.getByRole('textbox').fill('We sent a new handle.')
  await window.getByRole('button', { name: 'Preview' }).click()
  await page.frameLocator('iframe[title="The mail"]').getByText('We sent a new handle.').waitFor()
  await page.getByRole('button', { name: 'Go on writing' }).click()
  await page.locator('iframe[title="The mail"]').waitFor({ state: 'detached' })
  // A press beside the window does nothing to what is written in it; Escape asks.
  await page.mouse.click(10, 10)
  await page.keyboard.press('Escape')
  await page.getByRole('alertdialog', { name: 'Discard what you wrote?' }).getByRole('button', { name: 'Keep writing' }).click()
  await holds(window.getByRole('textbox'), 'We sent a new handle.')
  await window.getByRole('button', { name: 'Resolve ticket' }).click()
  await page.getByTestId('message').filter({ hasText: 'We sent a new handle.' }).waitFor()
})

it('two admins who edit a text at once are told of each other, and neither loses a word', async () => {
  await page.goto(`${product.url}/settings/canned`)
  await page.getByRole('button', { name: /^Refund/ }).click()
  await page.getByLabel('Title').fill('Refund, mine')
  // Reading it anew fails, and then somebody presses on another page: neither takes the words away.
  await page.route(/\/texts\/\d+$/, (request) => request.abort())
  await page.context().setOffline(true)
  await page.context().setOffline(false)
  await page.getByText('Could not be brought up to date').waitFor()
  await page.unroute(/\/texts\/\d+$/)
  await page.getByRole('link', { name: 'Templates', exact: true }).click()
  await page.getByRole('alertdialog', { name: 'Leave without saving?' }).getByRole('button', { name: 'Stay here' }).click()
  expect(page.url()).toContain('/settings/canned')
  // Closing the window asks as well.
  expect(await page.evaluate(() => dispatchEvent(new Event('beforeunload', { cancelable: true })))).toBe(false)
  await holds(page.getByLabel('Title'), 'Refund, mine')
  const [text] = (await api.get<{ items: { id: string }[] }>('/texts?kind=canned')).items
  await api.patch(`/texts/${text?.id}`, { title: 'Refund, theirs', html: '<p>What they wrote</p>' })
  await page.getByRole('button', { name: 'Save' }).click()
  const note = page.getByRole('alert')
  await note.getByText(/^e2e.* changed this meanwhile/).waitFor()
  await note.getByText('Title: Refund, theirs (you changed it too; yours stands in the form)').waitFor()
  await note.getByText('Text: What they wrote').waitFor()
  await holds(page.getByLabel('Title'), 'Refund, mine')
  await page.getByRole('textbox', { name: 'Text', exact: true }).getByText('What they wrote').waitFor()
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('button', { name: /^Refund, mine/ }).waitFor()
  expect(await api.get(`/texts/${text?.id}`)).toMatchObject({ title: 'Refund, mine', text: 'What they wrote' })
})
