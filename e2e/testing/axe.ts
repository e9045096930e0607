import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults, RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'

const program = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

type Axe = typeof import('axe-core')

/** WCAG 2.2 A and AA, and what is good practice beside it. */
const everything = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
/** What another theme can change, and what another width can with it. */
const colours = ['color-contrast']
const sizes = ['target-size', 'scrollable-region-focusable', 'color-contrast', 'button-name', 'link-name']

const wide = { width: 1440, height: 900 }
const narrow = { width: 360, height: 780 }

/**
 * What keeps somebody out of the page as it stands, in every look: light, high contrast, and in the dark 360 px wide. The page
 * is looked at where it stands, so that a screen is opened once. Frames of mails are not looked into: what stands there is somebody
 * else's. The guards around an open dialogue pass the focus on at once, which axe cannot see.
 *
 * @param part what is new beside a screen that was looked at already: the dialogue, the menu
 */
export async function barriers(page: Page, part?: string): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(program)
  const found: string[] = []
  const tell = (look: string, said: string[]) => found.push(...said.map((one) => `${look}: ${one}`))

  tell('light', await run(page, part, 'light', everything))
  tell('light', await outline(page))
  // What floats above a page is drawn in the colours of every page.
  if (!part?.startsWith('[role')) tell('high contrast', await run(page, part, 'contrast', colours))
  await page.setViewportSize(narrow)
  await settled(page)
  tell('dark, narrow', await run(page, part, 'dark', sizes))
  tell('narrow', await cutOff(page))
  await page.setViewportSize(wide)
  await settled(page)
  return found
}

/** What axe says against a page as it comes, once nothing on it fades or moves any more: half-drawn words have half their contrast. */
export async function violations(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(program)
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: Axe }
    const ends = document.getAnimations().filter((one) => one.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY)
    await Promise.race([Promise.allSettled(ends.map(({ finished }) => finished)), new Promise((resolve) => setTimeout(resolve, 3_000))])
    const said = (await axe.run()).violations
    return said.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`))
  })
}

/** A new width is drawn, and what follows from it as well. */
async function settled(page: Page) {
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => resolve(undefined), 30)))),
  )
}

async function run(page: Page, part: string | undefined, theme: 'light' | 'dark' | 'contrast', rules: string[]): Promise<string[]> {
  const results = (await page.evaluate(
    ([asked, where, look]) => {
      const { axe } = globalThis as unknown as { axe: Axe }
      document.documentElement.dataset.theme = look === 'dark' ? 'dark' : 'light'
      document.documentElement.dataset.contrast = look === 'contrast' ? 'more' : 'normal'
      const exclude = ['[data-base-ui-focus-guard]']
      const include = where && document.querySelector(where) ? [where] : undefined
      const options: RunOptions = { runOnly: asked, resultTypes: ['violations'], iframes: false, preload: false }
      return axe.run(include ? { include, exclude } : { exclude }, options)
    },
    [rules, part, theme] as const,
  )) as AxeResults
  return results.violations.flatMap((violation) =>
    violation.nodes.map(
      (node) => `${violation.id}: ${node.target.join(' ')} · ${(node.failureSummary ?? violation.help).replace(/\s+/g, ' ').slice(0, 300)}`,
    ),
  )
}

/** What axe says of whole pages only: one first heading, one main part, a title. */
async function outline(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = []
    const headings = [...document.querySelectorAll('h1')].filter((heading) => heading.checkVisibility())
    if (headings.length === 0) found.push('there is no first heading')
    if (document.querySelectorAll('main').length !== 1) found.push('there is not one main part')
    if (document.title.trim() === '') found.push('the page has no title')
    return found
  })
}

/** A page that scrolls sideways, and controls that reach over the edge where nothing can be scrolled to show them. */
async function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = []
    const { scrollWidth } = document.documentElement
    if (scrollWidth > innerWidth) found.push(`the page scrolls sideways: ${scrollWidth} px`)
    for (const control of document.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, summary, [role=option]')) {
      const { left, right, width, height } = control.getBoundingClientRect()
      if (width < 2 || height < 2 || (left >= -1 && right <= innerWidth + 1)) continue
      if (!control.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue
      if (isReachedByScrolling(control)) continue
      found.push(`cut off: ${control.outerHTML.slice(0, 160)} from ${Math.round(left)} to ${Math.round(right)}`)
    }
    return found

    function isReachedByScrolling(control: HTMLElement): boolean {
      for (let at: HTMLElement | null = control.parentElement; at; at = at.parentElement) {
        const { overflowX } = getComputedStyle(at)
        if ((overflowX === 'auto' || overflowX === 'scroll') && at.scrollWidth > at.clientWidth) return true
        // What slides in from the side stands outside until it is wanted.
        if (at.inert || at.hidden) return true
      }
      return false
    }
  })
}
