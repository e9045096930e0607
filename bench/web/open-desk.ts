import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { hashPassword } from '../../server/access/passwords.ts'
import type { Session } from '../load/session.ts'

/** Somebody signed in to the product of a session, in a browser. */
export interface OpenDesk {
  readonly session: Session
  readonly url: string
  readonly page: Page
  close(): Promise<void>
}

const person = { email: 'agent.0.0@load.example', password: 'a good long password' }

export async function openDesk(session: Session): Promise<OpenDesk> {
  await session.sql('UPDATE users SET password_hash = $1 WHERE email = $2', [await hashPassword(person.password), person.email])
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
  const context: BrowserContext = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' })
  // What is given to the page was compiled with names kept, by a helper that the page does not have.
  await context.addInitScript('globalThis.__name = (given) => given')
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  const url = `http://localhost:${session.product.port}`
  await page.goto(`${url}/tickets?view=all`)
  await page.getByLabel('Mail address').fill(person.email)
  await page.getByLabel('Password').fill(person.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByTestId('ticket-row').first().waitFor()
  return { session, url, page, close: () => browser.close() }
}
