import type { Page } from 'playwright-core'
import type { OpenDesk } from './open-desk.ts'
import { type Waited, waited } from './waited.ts'

const budget = 100

/** Opening a ticket nobody looked at before, going on to the next with a key, and changing the view. */
export async function measureClicks({ page, url }: OpenDesk, times: number): Promise<Waited[]> {
  const opened: number[] = []
  const next: number[] = []
  const views: number[] = []
  await page.goto(`${url}/tickets?view=all`)
  await rows(page)
  // The first of each also reads the program of the screen, which is not what a working day waits for.
  await openTicket(page, 0)
  await pressNext(page)
  for (let n = 0; n < times; n++) {
    opened.push(await openTicket(page, 2 + (n % 6)))
    next.push(await pressNext(page))
    if (n % 6 === 5) await scrollOn(page)
  }
  const links = await page
    .getByRole('navigation', { name: 'Navigation' })
    .getByRole('link')
    .evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? '').filter((href) => /^\/tickets(\?|$)/.test(href)))
  for (let n = -links.length; n < times; n++) {
    const taken = await switchView(page, links[(n + links.length) % links.length] as string)
    if (n >= 0) views.push(taken)
  }
  return [waited('open a ticket', opened, budget), waited('next ticket, by key', next, budget), waited('switch the view', views, budget)]
}

const rows = (page: Page) => page.getByTestId('ticket-row').first().waitFor()

/** Clicked by the program, so that no pointer rested on it before and nothing was read ahead. */
function openTicket(page: Page, index: number): Promise<number> {
  return page.evaluate(async (at) => {
    const link = document.querySelectorAll<HTMLElement>('[data-testid="ticket-row"]')[at]
    if (!link) throw new Error('the list has no such row')
    const reference = link.dataset.reference ?? link.closest<HTMLElement>('[data-reference]')?.dataset.reference ?? ''
    const startedAt = performance.now()
    link.click()
    return painted(startedAt, () => location.pathname.endsWith(reference) && shows(reference))

    function shows(wanted: string): boolean {
      const article = document.querySelector(`article[aria-label*="${wanted}"]`)
      return Boolean(article?.querySelector('[data-testid="message"]'))
    }
    function painted(from: number, isSo: () => boolean): Promise<number> {
      return new Promise((resolve, reject) => {
        const look = () => {
          if (performance.now() - from > 10_000) return reject(new Error(`not painted: ${location.href}`))
          // One more frame: what stands in the document is on the screen after the next.
          if (isSo()) requestAnimationFrame(() => resolve(performance.now() - from))
          else requestAnimationFrame(look)
        }
        look()
      })
    }
  }, index)
}

async function pressNext(page: Page): Promise<number> {
  const before = new URL(page.url()).pathname
  await page.evaluate((old) => {
    const from: { at: number; done: number } = { at: 0, done: 0 }
    ;(globalThis as unknown as { waited: typeof from }).waited = from
    addEventListener('keydown', () => (from.at = performance.now()), { once: true, capture: true })
    const look = () => {
      const article = document.querySelector('article[aria-label]:has([data-testid="message"])')
      const reference = location.pathname.split('/').at(-1) ?? ''
      if (location.pathname !== old && article?.getAttribute('aria-label')?.includes(reference)) {
        requestAnimationFrame(() => (from.done = performance.now()))
      } else requestAnimationFrame(look)
    }
    look()
  }, before)
  await page.locator('body').press('j')
  const waited = await page.waitForFunction(() => {
    const { at, done } = (globalThis as unknown as { waited: { at: number; done: number } }).waited
    return done > 0 ? done - at : false
  })
  return (await waited.jsonValue()) as number
}

function switchView(page: Page, href: string): Promise<number> {
  return page.evaluate(async (address) => {
    const link = document.querySelector<HTMLElement>(`nav a[href="${address}"]`)
    if (!link) throw new Error(`no link to ${address}`)
    const name = link.querySelector('span')?.textContent ?? ''
    const startedAt = performance.now()
    link.click()
    return new Promise<number>((resolve, reject) => {
      const look = () => {
        if (performance.now() - startedAt > 10_000) return reject(new Error(`not painted: ${location.href}`))
        // The head names the view; below it stand its rows, or that it is empty. While it is read there is neither.
        const isThere = document.querySelector('h1')?.textContent?.startsWith(name)
        if (isThere && document.querySelector('[data-testid="ticket-row"], [data-testid="empty-state"]'))
          requestAnimationFrame(() => resolve(performance.now() - startedAt))
        else requestAnimationFrame(look)
      }
      requestAnimationFrame(look)
    })
  }, href)
}

/** Further down are tickets that nobody looked at yet. */
async function scrollOn(page: Page): Promise<void> {
  await page.getByTestId('ticket-row').last().scrollIntoViewIfNeeded()
  await page.waitForTimeout(300)
}
