import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { eventually, openBrowser, press, pressUntil, restsAt, row, signIn } from './testing/browser.ts'
import { type Product, startProduct } from './testing/product.ts'

/** Words about a person disappear from a conversation: with the mouse, with the keyboard, in markup, before everybody’s eyes. */
let product: Product
let page: Page
let colleague: Page
let reference: string
const complaints: string[][] = []
const card = '4111 1111 1111 1111'
const person = { email: 'ada@desk.example', password: 'a good long password' }

beforeAll(async () => {
  product = await startProduct()
  const opened = await openBrowser()
  complaints.push(opened.complaints)
  page = opened.page
  await setUp(page)
  const robot = await product.api()
  const ticket = await robot.post<{ reference: string }>('/tickets', {
    title: `Lost card ${card}`,
    description: `My card is ${card}, call me: 090-1234-5678.`,
    contact: { email: 'kim@customer.example', name: 'Kim' },
  })
  reference = ticket.reference
  await robot.post(`/tickets/${reference}/messages`, {
    as: 'customer',
    html: `<p>The <b>number</b> again: <b>4111</b> 1111 1111 1111</p><ul><li>sent by Kim Minsu</li></ul>`,
  })
  await robot.post('/agents', { name: 'Mina Kim', email: 'mina@desk.example', password: person.password, role: 'agent' })
  const agents = await robot.get<{ items: { id: string; name: string }[] }>('/agents')
  const [desk] = (await robot.get<{ items: { id: string }[] }>('/desks')).items
  await robot.patch(`/agents/${agents.items.find(({ name }) => name === 'Mina Kim')?.id}`, { desks: [desk?.id] })
  const other = await openBrowser()
  complaints.push(other.complaints)
  colleague = other.page
  await signIn(colleague, product.url, { ...person, email: 'mina@desk.example' })
  for (const one of [page, colleague]) {
    await one.goto(`${product.url}/tickets/${reference}`)
    await one.getByText(`My card is ${card}`).waitFor()
  }
})
afterAll(async () => {
  await product.stop()
  expect(complaints.flat()).toEqual([])
})

async function setUp(at: Page): Promise<void> {
  await at.goto(product.setupUrl)
  await at.getByLabel('Your name').fill('Ada Berg')
  await at.getByLabel('Mail address').fill(person.email)
  await at.getByLabel('Password').fill(person.password)
  await at.getByRole('button', { name: 'Continue' }).click()
  await at.getByLabel('Workspace name').fill('Lindgren Tools')
  await at.getByRole('button', { name: 'Continue' }).click()
  await at.getByRole('radio', { name: /^Support/ }).check()
  await at.getByRole('button', { name: 'Create the desk' }).click()
  await at.getByText('Your desk is open').waitFor()
}

const first = (at: Page) => at.getByTestId('message').first()
// The desk’s receipt stands between the two.
const frameOf = (at: Page) => at.locator('[data-testid=message]:not([data-kind=system])').nth(1).frameLocator('iframe')
const bars = (at: Page) => first(at).getByRole('button', { name: 'masked' })

/** Drags over words as a hand does, once nothing moves under it any more. */
async function drag(at: Page, words: string): Promise<void> {
  let before = ''
  const box = await eventually(
    () => placeOf(at, words),
    (now) => {
      const rests = JSON.stringify(now) === before
      before = JSON.stringify(now)
      return rests
    },
  )
  await at.mouse.move(box.left + 1, box.middle)
  await at.mouse.down()
  await at.mouse.move(box.right, box.middle, { steps: 8 })
  await at.mouse.up()
}

const placeOf = (at: Page, words: string) =>
  first(at)
    .locator('[data-words]')
    .evaluate((element, wanted) => {
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const index = (node as Text).data.indexOf(wanted)
        if (index < 0) continue
        const range = document.createRange()
        range.setStart(node, index)
        range.setEnd(node, index + wanted.length)
        const { left, right, top, height } = range.getBoundingClientRect()
        return { left, right, middle: top + height / 2 }
      }
      throw new Error('these words are not there')
    }, words)

it('what is dragged over is masked everywhere, for everybody who looks, and the log says who did it', async () => {
  for (const at of [page, colleague]) await frameOf(at).getByText('sent by Kim Minsu').waitFor()
  await drag(page, card)
  await press(page.getByRole('button', { name: 'Mask', exact: false }).filter({ hasText: 'Mask' }).last())
  const dialog = page.getByRole('dialog', { name: 'Mask these words' })
  await dialog.getByText(card).waitFor()
  await dialog.getByRole('radio', { name: /Everywhere in this ticket: 3 places in 2 messages/ }).check()
  await dialog.getByText('Mails that were sent already').waitFor()
  await dialog.getByRole('button', { name: 'Mask' }).click()
  for (const at of [page, colleague]) {
    await bars(at).waitFor()
    await frameOf(at).locator('.masked').first().waitFor()
    await row(at, 'Lost card ****').first().waitFor()
    // The title, the messages and the log are asked for anew, each by itself.
    await eventually(
      async () => (await at.locator('body').innerText()) + (await frameOf(at).locator('body').innerText()),
      (seen) => !seen.includes('1111'),
    )
  }
  await page.getByText('masked words everywhere in the ticket (3 places)').waitFor()
})

it('a colleague without the right is told why, and is offered no undo', async () => {
  await bars(colleague).click()
  await colleague.getByText('Only who has the right to unmask').waitFor()
  expect(await colleague.getByRole('dialog').getByRole('button', { name: 'Unmask' }).count()).toBe(0)
  await colleague.keyboard.press('Escape')
  await press(first(colleague).getByRole('button', { name: 'More for this message' }))
  await press(colleague.getByRole('menuitem', { name: 'Mask text' }))
  // By keyboard alone: what looks like a phone number, and then two words of the text.
  const dialog = colleague.getByRole('dialog', { name: 'Mask text' })
  await dialog.getByRole('button', { name: 'Mask 090-1234-5678' }).focus()
  await colleague.keyboard.press('Enter')
  await eventually(
    () => dialog.getByLabel('Text of the message').inputValue(),
    (text) => text.endsWith('call me: *************.'),
  )
  expect(await colleague.getByRole('button', { name: 'Undo' }).count()).toBe(0)
  await dialog.getByLabel('Text of the message').focus()
  await colleague.keyboard.press('Control+Home')
  for (let n = 0; n < 'My card'.length; n++) await colleague.keyboard.press('Shift+ArrowRight')
  await colleague.keyboard.press('Enter')
  await eventually(
    () => dialog.getByLabel('Text of the message').inputValue(),
    (text) => text.startsWith('******* is'),
  )
  await colleague.keyboard.press('Escape')
})

it('words inside a mail’s own markup are masked where they stand, and read and put back by who may', async () => {
  const item = await restsAt(frameOf(page).getByText('sent by Kim Minsu'))
  await page.mouse.dblclick(item.x + 62, item.y + item.height / 2)
  const words = await eventually(
    () => page.getByRole('button', { name: /^Mask/ }).filter({ hasText: 'Mask' }).count(),
    (count) => count > 0,
  )
  expect(words).toBe(1)
  const asked = page.getByRole('dialog', { name: 'Mask these words' })
  await pressUntil(page, 'b', asked)
  await asked.getByRole('button', { name: 'Mask' }).click()
  await eventually(
    () => frameOf(page).locator('li').innerText(),
    (text) => /^sent by .*\*{3,}/.test(text.replace('\n', '')),
  )
  await frameOf(page).locator('li .masked').click()
  const dialog = page.getByRole('dialog', { name: 'Masked words' })
  await dialog.getByRole('button', { name: 'Read' }).click()
  await dialog.getByText(/^(Kim|Minsu)/).waitFor()
  await dialog.getByRole('button', { name: 'Unmask' }).click()
  await eventually(
    () => frameOf(page).locator('li').innerText(),
    (text) => text.includes('sent by Kim Minsu'),
  )
  await page.getByText('Ada Berg unmasked words').waitFor()
})

it('all of it comes back at once', async () => {
  await bars(page).nth(1).click()
  const dialog = page.getByRole('dialog', { name: 'Masked words' })
  await dialog.getByLabel('Everywhere they were masked together').check()
  await dialog.getByRole('button', { name: 'Unmask' }).click()
  for (const at of [page, colleague]) await row(at, `Lost card ${card}`).first().waitFor()
  await eventually(
    () => frameOf(colleague).locator('body').innerText(),
    (text) => text.includes(card),
  )
})
