import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { cast, castPassword } from '../server/demo/cast.ts'
import { barriers } from './testing/axe.ts'
import { eventually, openBrowser, signIn, words } from './testing/browser.ts'
import { type Product, startProduct } from './testing/product.ts'
import type { Screen } from './testing/screen-steps.ts'
import { actionScreens, openersOf, screens, settingsScreens } from './testing/screens.ts'

/**
 * Nobody is kept out: WCAG 2.2 AA on every screen in light, dark, high contrast and 360 px wide, as far as a program can tell. A new
 * page of the settings, a new act of a ticket and a new tool beside it are found by themselves.
 */
const ada = { email: cast.ada.email, password: castPassword }

let product: Product
/** Two people walk, each through half of the screens. */
let walkers: { page: Page; complaints: string[] }[]

beforeAll(async () => {
  product = await startProduct({ args: ['--demo'] })
  walkers = [await openBrowser({ reducedMotion: 'reduce' }), await openBrowser({ reducedMotion: 'reduce' })]
  for (const { page } of walkers) await signIn(page, product.url, ada)
})
afterAll(async () => {
  await product.stop()
  expect(walkers.flatMap(({ complaints }) => complaints)).toEqual([])
})

const first = () => walkers[0]?.page as Page

it('the way in keeps nobody out, also where it does not lead in', async () => {
  const { page, close } = await openBrowser()
  await page.goto(product.url)
  await page.getByRole('button', { name: 'Sign in' }).waitFor()
  expect(await barriers(page)).toEqual([])
  await page.getByLabel('Mail address').fill('ada@desk.example')
  await page.getByLabel('Password').fill('not this one')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').waitFor()
  expect(await barriers(page)).toEqual([])
  await page.goto(`${product.url}/setup?token=used`)
  await page.getByRole('heading').first().waitFor()
  expect(await barriers(page)).toEqual([])
  await page.goto(`${product.url}/nowhere`)
  await page.getByRole('heading').first().waitFor()
  expect(await barriers(page)).toEqual([])
  await close()
})

it('the first start keeps nobody out: three forms, what they refuse, and where they end', async () => {
  const empty = await startProduct({ relay: false })
  const { page, complaints, close } = await openBrowser({ reducedMotion: 'reduce' })
  await page.goto(empty.setupUrl)
  await page.getByLabel('Your name').fill('Ada'.repeat(40))
  await page.getByLabel('Mail address').fill('ada@desk.example')
  await page.getByLabel('Password').fill('a good long password')
  expect(await barriers(page)).toEqual([])
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByLabel('Workspace name').fill('Lindgren Tools')
  expect(await barriers(page)).toEqual([])
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('radio', { name: /^Support/ }).check()
  expect(await barriers(page)).toEqual([])
  await page.getByRole('button', { name: 'Create the desk' }).click()
  // Nobody is called that; the form it stands in comes back.
  await page.getByLabel('Your name').and(page.locator('[aria-invalid=true]')).waitFor()
  expect(await barriers(page)).toEqual([])
  await page.getByLabel('Your name').fill('Ada Berg')
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('button', { name: 'Create the desk' }).click()
  await page.getByRole('heading', { name: 'Your desk is open' }).waitFor()
  expect(await barriers(page)).toEqual([])
  expect(complaints).toEqual([])
  await close()
  await empty.stop()
})

it('no screen keeps anybody out: lists, tickets, what is written, every dialogue, settings', { timeout: 900_000 }, async () => {
  const settings = await settingsScreens(first(), product.url)
  const acts = await actionScreens(first(), product.url)
  expect(settings.length).toBeGreaterThan(15)
  expect(acts.length).toBeGreaterThan(10)
  const found = await Promise.all([walk(walkers[0]?.page, screens), walk(walkers[1]?.page, [...settings, ...acts])])
  expect(found.flat()).toEqual([])
})

it('what is shown without a connection keeps nobody out', async () => {
  const page = first()
  await page.goto(`${product.url}/tickets`)
  await page.getByTestId('ticket-row').first().waitFor()
  await page.context().setOffline(true)
  await words(page, 'You are offline').waitFor()
  expect(await barriers(page)).toEqual([])
  // What it starts with is there by now, and the drafts that were not sent.
  await page.waitForFunction(async () => navigator.serviceWorker.controller !== null && (await caches.match('/')) !== undefined)
  await page.goto(`${product.url}/tickets`)
  await page.getByRole('heading', { name: 'No connection' }).waitFor()
  await page.getByText('With a lifetime guarantee, ASAP.').waitFor()
  expect(await barriers(page)).toEqual([])
  await page.context().setOffline(false)
})

async function walk(page: Page | undefined, through: readonly Screen[]): Promise<string[]> {
  const found: string[] = []
  for (const screen of through) {
    if (!page) break
    await open(page, screen)
    found.push(...(await barriers(page, screen.part)).map((one) => `${screen.name}: ${one}`))
    for (const [index, name] of (screen.opensMore ? await openersOf(page) : []).entries()) {
      if (index > 0) await open(page, screen)
      const part = await press(page, name).catch((cause: unknown) => {
        throw new Error(`${screen.name}: “${name}” opens nothing`, { cause })
      })
      found.push(...(await barriers(page, part)).map((one) => `${screen.name}, ${name}: ${one}`))
    }
  }
  return found
}

async function open(page: Page, screen: Screen): Promise<void> {
  await screen.open(page, product.url).catch((cause: unknown) => {
    throw new Error(`${screen.name} does not open`, { cause })
  })
}

/** Opens what a button opens: a dialogue, or a form in the place of the list. */
async function press(page: Page, name: string): Promise<string> {
  const content = page.locator('#content')
  const before = await content.innerHTML()
  await content.getByRole('button', { name, exact: true }).first().click()
  await eventually(
    async () => (await page.getByRole('dialog').count()) > 0 || (await content.innerHTML()) !== before,
    (hasOpened) => hasOpened,
  )
  return (await page.getByRole('dialog').count()) > 0 ? '[role=dialog]' : '#content'
}
