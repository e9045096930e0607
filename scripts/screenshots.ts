/**
 * Pictures of every screen, on the demo's data: to look at, and for the README.
 *
 *   npm start -- --demo
 *   npx tsx scripts/screenshots.ts --out FOLDER [--looks desktop,dark] [--only ticket,reply] [--url http://localhost:3000]
 *
 * CHROMIUM names the browser.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { chromium, type Page } from 'playwright-core'
import { screens, settingsScreens } from '../e2e/testing/screens.ts'
import { cast, castPassword } from '../server/demo/cast.ts'

const { values } = parseArgs({
  options: {
    out: { type: 'string' },
    looks: { type: 'string' },
    only: { type: 'string' },
    url: { type: 'string', default: 'http://localhost:3000' },
  },
})
if (!values.out) throw new Error('--out says where the pictures go')
const only = values.only?.split(',')
const looks = {
  desktop: { width: 1440, height: 900, theme: 'light', language: 'en' },
  dark: { width: 1440, height: 900, theme: 'dark', language: 'en' },
  contrast: { width: 1440, height: 900, theme: 'contrast', language: 'en' },
  narrow: { width: 390, height: 780, theme: 'light', language: 'en' },
  'narrow-dark': { width: 360, height: 740, theme: 'dark', language: 'ja' },
  japanese: { width: 1440, height: 900, theme: 'light', language: 'ja' },
  korean: { width: 1440, height: 900, theme: 'dark', language: 'ko' },
} as const

const { url } = values
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
for (const [name, look] of Object.entries(looks)) {
  if (values.looks && !values.looks.split(',').includes(name)) continue
  const { width, height, theme, language } = look
  const context = await browser.newContext({
    viewport: { width, height },
    reducedMotion: 'reduce',
    locale: 'en-GB',
    colorScheme: theme === 'dark' ? 'dark' : 'light',
    contrast: theme === 'contrast' ? 'more' : 'no-preference',
  })
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  await signIn(page)
  await page.evaluate((chosen) => localStorage.setItem('statedesk.language', chosen), language)
  await page.reload()
  mkdirSync(join(values.out, name), { recursive: true })
  for (const screen of [...screens, ...(await settingsScreens(page, url))]) {
    if (only && !only.includes(screen.name)) continue
    await screen.open(page, url).then(
      () => page.waitForTimeout(400),
      (error: unknown) => console.error(`${name}/${screen.name}: ${String(error).split('\n')[0]}`),
    )
    await page.screenshot({ path: join(values.out, name, `${screen.name}.png`) })
  }
  await context.close()
}
await browser.close()

async function signIn(page: Page): Promise<void> {
  await page.goto(url)
  await page.getByLabel('Mail address').fill(cast.ada.email)
  await page.getByLabel('Password').fill(castPassword)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByTestId('ticket-row').first().waitFor()
}
