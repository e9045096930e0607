import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Locator,
  type Page,
  type Response,
} from 'playwright-core'
import { expect } from 'vitest'
import { watch } from '../../server/testing/canaries/collector.ts'

const candidates = process.env.CHROMIUM ?? '/usr/bin/chromium'

/** How long anything is waited for. A journey is no stopwatch: what is slow on a busy machine is not wrong. */
const patience = 30_000

let browser: Browser | undefined

/** Everybody goes home. The browser stays for the next file. */
export async function closeBrowsers(): Promise<void> {
  await Promise.all((browser?.contexts() ?? []).map((context) => context.close()))
}

/** What stands on every screen: for whoever reads why a journey failed. */
export async function describeScreens(): Promise<string> {
  const pages = (browser?.contexts() ?? []).flatMap((context) => context.pages())
  const said = pages.map(async (page) => {
    const words = await page.evaluate(readScreen).catch((error: Error) => error.message)
    return `── ${page.url()}\n${words.replace(/\n+/g, ' | ').slice(0, 3_000)}`
  })
  return (await Promise.all(said)).join('\n')
}

/** Its words, and what stands in its fields: a password only as filled in or not. */
function readScreen(): string {
  const fields = [...document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea')]
    .filter((field) => field.value !== '' && field.checkVisibility())
    .map((field) => `${field.labels?.[0]?.textContent ?? field.name}: ${field.type === 'password' ? '…' : field.value}`)
  return [document.body.innerText, ...fields].join('\n')
}

/** A person in front of a browser of their own. Anything the page throws fails the test that asks for `complaints`. */
export async function openBrowser(
  options: BrowserContextOptions = {},
): Promise<{ page: Page; complaints: string[]; close(): Promise<void> }> {
  browser ??= await chromium.launch({
    executablePath: candidates,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB', ...options })
  const looks = watchStranger(context)
  const page = await context.newPage()
  page.setDefaultTimeout(patience)
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('response', (response) => {
    // A server that is ending tells those who still ask that it is not there.
    if (response.status() >= 500 && response.status() !== 503) complaints.push(`${response.status()} ${response.url()}`)
  })
  page.on('console', (message) => {
    if (message.type() === 'error' && /Content Security Policy/.test(message.text())) complaints.push(message.text())
  })
  const close = async () => {
    await Promise.all(looks)
    await context.close()
  }
  return { page, complaints, close }
}

/** What a browser is shown without a session is searched for what must stay inside. */
function watchStranger(context: BrowserContext): Promise<void>[] {
  const looks: Promise<void>[] = []
  context.on('response', (response) => looks.push(look(response)))
  return looks

  async function look(response: Response): Promise<void> {
    if (!/json|html|plain/.test(response.headers()['content-type'] ?? '')) return
    const cookies = await context.cookies(response.url()).catch(() => null)
    if (cookies === null || cookies.some(({ name }) => name.endsWith('statedesk'))) return
    // A page that is left before it is read has shown nothing.
    const text = await response.text().catch(() => '')
    watch().observe({ surface: 'answer to a stranger', where: new URL(response.url()).pathname, text })
  }
}

export async function signIn(page: Page, url: string, person: { email: string; password: string }): Promise<void> {
  await page.goto(url)
  await page.getByLabel('Mail address').fill(person.email)
  await page.getByLabel('Password').fill(person.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('navigation', { name: 'Navigation' }).waitFor()
}

/** The row of a ticket in the list, by words of its title. */
export function row(page: Page, title: string) {
  return page.getByTestId('ticket-row').filter({ hasText: title })
}

/** Words that can be read now, wherever on the page they stand; not those that wait behind something. */
export function words(page: Page, text: string | RegExp): Locator {
  return page.getByText(text).filter({ visible: true }).first()
}

/**
 * Presses something, and says whether the press came to the page. Mails are drawn in frames of another process: on a busy machine a
 * press on what has just opened over the page lands in the frame that stood there a moment before.
 */
export async function pressArrives(wanted: Locator): Promise<boolean> {
  const seen = await wanted.evaluateHandle((element) => {
    const noted = { down: false, up: false }
    for (const [type, key] of [
      ['pointerdown', 'down'],
      ['pointerup', 'up'],
    ] as const) {
      const note = (event: Event) => (noted[key] = event.composedPath().includes(element))
      element.ownerDocument.addEventListener(type, note, { once: true, capture: true })
    }
    return { element, noted }
  })
  await wanted.click()
  return (
    seen
      // What is gone at the press itself sees no end of it.
      .evaluate(({ element, noted }) => noted.down && (noted.up || !element.isConnected))
      // A page that was left by it has no more to say.
      .catch(() => true)
  )
}

/** Presses something until the press came there. */
export async function press(wanted: Locator): Promise<void> {
  await eventually(
    () => pressArrives(wanted),
    (arrived) => arrived,
  )
}

/** Presses keys until what they open is there: what is offered follows a change of the ticket a moment later. */
export async function pressUntil(page: Page, keys: string, opened: Locator): Promise<void> {
  await eventually(
    async () => {
      for (const key of keys.split(' ')) await page.keyboard.press(key)
      return opened
        .first()
        .waitFor({ timeout: 3_000 })
        .then(
          () => true,
          () => false,
        )
    },
    (hasOpened) => hasOpened,
  )
}

/** Waits until a text box, or a list to choose from, holds this. */
export async function holds(field: Locator, value: string): Promise<void> {
  await eventually(
    () => field.inputValue(),
    (held) => held === value,
  )
}

/** Waits until the keyboard is with it. */
export async function hasFocus(element: Locator): Promise<void> {
  await eventually(
    () => element.evaluate((one) => one === document.activeElement),
    (has) => has,
  )
}

/** Where something stands, once it has come to rest. */
export async function restsAt(element: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  let before = ''
  const box = await eventually(
    () => element.boundingBox(),
    (now) => {
      const is = JSON.stringify(now)
      const rests = now !== null && is === before
      before = is
      return rests
    },
  )
  return box ?? expect.fail('it is not there')
}

/** Waits until something is so, and says what was seen when it never was. */
export async function eventually<T>(look: () => T | Promise<T>, isSo: (seen: T) => boolean, patienceMs = patience): Promise<T> {
  const until = Date.now() + patienceMs
  for (;;) {
    const seen = await look()
    if (isSo(seen)) return seen
    if (Date.now() > until) expect(seen, 'this never became so').toBe('what was awaited')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
