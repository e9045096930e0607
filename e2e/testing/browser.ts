import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page, type Response } from 'playwright-core'
import { expect } from 'vitest'
import { watch } from '../../server/testing/canaries/collector.ts'

const candidates = process.env.CHROMIUM ?? '/usr/bin/chromium'

let browser: Browser | undefined

/** Everybody goes home. The browser stays for the next file. */
export async function closeBrowsers(): Promise<void> {
  await Promise.all((browser?.contexts() ?? []).map((context) => context.close()))
}

/** What stands on every screen: for whoever reads why a journey failed. */
export async function describeScreens(): Promise<string> {
  const pages = (browser?.contexts() ?? []).flatMap((context) => context.pages())
  const said = pages.map(async (page) => {
    const words = await page.evaluate(() => document.body.innerText).catch((error: Error) => error.message)
    return `── ${page.url()}\n${words.replace(/\n+/g, ' | ').slice(0, 3_000)}`
  })
  return (await Promise.all(said)).join('\n')
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
  page.setDefaultTimeout(10_000)
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

/** Waits until something is so, and says what was seen when it never was. */
export async function eventually<T>(look: () => T | Promise<T>, isSo: (seen: T) => boolean, patienceMs = 10_000): Promise<T> {
  const until = Date.now() + patienceMs
  for (;;) {
    const seen = await look()
    if (isSo(seen)) return seen
    if (Date.now() > until) expect(seen, 'this never became so').toBe('what was awaited')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
