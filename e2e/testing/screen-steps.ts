import type { Locator, Page } from 'playwright-core'
import { words as english } from '../../web/words/en/index.ts'
import { words as japanese } from '../../web/words/ja/index.ts'
import { words as korean } from '../../web/words/ko/index.ts'
import { eventually, press } from './browser.ts'

/** A screen as somebody meets it, on the demo's data. */
export interface Screen {
  readonly name: string
  readonly open: (page: Page, url: string) => Promise<void>
  /** What is new on it, where the rest was seen before. */
  readonly part?: string
  /** Its buttons open forms and dialogues of its own. */
  readonly opensMore?: boolean
}

const languages: Record<string, typeof english> = { en: english, ja: japanese, ko: korean }

/** The words of the screens as this page says them. */
export const wordsOf = async (page: Page) => languages[await page.evaluate(() => document.documentElement.lang)] ?? english

const dialog = '[role=dialog]'
export const menuPart = '[role=menu]'

/** Goes to an address of the product as its own links do; a page that shows something else is loaded. */
export async function go(page: Page, url: string, path: string): Promise<void> {
  if (!page.url().startsWith(url) || (await page.getByRole('navigation').count()) === 0) {
    await page.goto(url + path)
    return
  }
  await closeAll(page)
  await page.evaluate((to) => history.pushState({}, '', to), path)
}

/** Whatever is open over the page is closed, as its reader would. */
async function closeAll(page: Page): Promise<void> {
  const over = page.locator('[role=dialog], [role=menu], [role=listbox], [data-testid=composer]')
  for (let n = 0; n < 6; n++) {
    const open = await over.count()
    if (open === 0) return
    const composer = page.getByRole('button', { name: (await wordsOf(page)).composer.close })
    if ((await page.locator(`${dialog}, ${menuPart}`).count()) === 0 && (await composer.count())) await composer.click()
    else await page.keyboard.press('Escape')
    await eventually(
      () => over.count(),
      (left) => left < open,
      2_000,
    ).catch(ignoreWhatStays)
  }
}

/** A question that came up in its place is closed next. */
function ignoreWhatStays(error: Error): void {
  if (!/never became so/.test(error.message)) throw error
}

export const list = async (page: Page, url: string, search = '') => {
  await go(page, url, `/tickets${search}`)
  await page.getByTestId('ticket-row').first().waitFor()
}

/** The newest ticket with a conversation by mail, opened by its own address so that it is the same at every width. */
export const ticket = async (page: Page, url: string) => {
  const answer = await page.request.get(`${url}/api/v1/tickets?view=unassigned&limit=30`)
  const { items } = (await answer.json()) as { items: { reference: string; channel: string; messageCount?: number }[] }
  const [most] = items.filter(({ channel }) => channel === 'mail').sort((one, other) => (other.messageCount ?? 0) - (one.messageCount ?? 0))
  await show(page, url, most?.reference ?? '')
}

export const show = async (page: Page, url: string, reference: string) => {
  await go(page, url, `/tickets/${reference}`)
  await page.locator(`article[aria-label*="${reference}"]`).getByTestId('message').first().waitFor()
}

/** The navigation and what stands beside a ticket wait behind a button where they have no room. */
export const reach = async (page: Page, wanted: Locator, button: string) => {
  const opener = page.getByRole('button', { name: button, exact: true }).filter({ visible: true }).first()
  await eventually(
    async () => {
      await wanted.filter({ visible: true }).or(opener).first().waitFor()
      // A page that has just grown wide still has the button for a moment.
      if (!(await wanted.isVisible())) await opener.click({ timeout: 3_000 }).catch(ignoreGoneButton)
      return wanted.isVisible()
    },
    (isReached) => isReached,
  )
}

function ignoreGoneButton(error: Error): void {
  if (error.name !== 'TimeoutError') throw error
}

export const menu = async (page: Page, name: string | RegExp) => {
  const button = page.getByRole('button', { name }).first()
  await button.scrollIntoViewIfNeeded()
  await press(button)
  await page.getByRole('menu').waitFor()
}

export const write = async (page: Page, url: string, key: 'r' | 'n') => {
  await ticket(page, url)
  await page.keyboard.press(key)
  await page.getByTestId('composer').locator('[contenteditable=true]').waitFor()
}

export const dialogWith = (name: string, open: (page: Page, url: string, words: typeof english) => Promise<void>): Screen => ({
  name,
  part: dialog,
  open: async (page, url) => {
    await open(page, url, await wordsOf(page))
    await page.getByRole('dialog').first().waitFor()
  },
})

export const plain = (name: string, path: string, until: (page: Page) => Promise<unknown>): Screen => ({
  name,
  part: '#content',
  open: async (page, url) => {
    await go(page, url, path)
    await until(page)
  },
})

/** Two tickets are ticked. */
export const choose = async (page: Page, url: string) => {
  await list(page, url, '?view=unassigned')
  if (await page.getByTestId('bulk-bar').count()) return
  // The list that stood there before has rows as well.
  const answer = await page.request.get(`${url}/api/v1/tickets?view=unassigned&limit=1`)
  const { items } = (await answer.json()) as { items: { reference: string }[] }
  const first = page.getByTestId('ticket-row').first()
  await first.and(page.locator(`[data-reference="${items[0]?.reference}"]`)).waitFor()
  await page.keyboard.press('j')
  await page.keyboard.press('x')
  await page.keyboard.press('Shift+J')
  await page.getByTestId('bulk-bar').waitFor()
}
