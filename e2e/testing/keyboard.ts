import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { eventually } from './browser.ts'

/** Where the keyboard stands, as its user sees it. */
export interface Focus {
  /** What it is called: its words, its label. */
  readonly name: string
  readonly tag: string
  /** Something is drawn that tells it from everything else: a ring, a shadow, or the cursor of a text box. */
  readonly isVisible: boolean
  /** Some of it is in sight and nothing lies over all of it. */
  readonly isUncovered: boolean
}

export async function focusOf(page: Page): Promise<Focus> {
  return page.evaluate(() => {
    const element = document.activeElement
    if (!(element instanceof HTMLElement) || element === document.body) return { name: '', tag: 'body', isVisible: true, isUncovered: true }
    return { name: nameOf(element), tag: element.tagName.toLowerCase(), isVisible: isMarked(element), isUncovered: isInSight(element) }

    function nameOf(at: HTMLElement): string {
      const labels = at instanceof HTMLInputElement || at instanceof HTMLSelectElement ? [...(at.labels ?? [])] : []
      const words = at.getAttribute('aria-label') ?? (labels.map((label) => label.textContent).join(' ') || at.textContent)
      return words.replace(/\s+/g, ' ').trim().slice(0, 120)
    }
    function isMarked(at: HTMLElement): boolean {
      const { outlineStyle, outlineWidth, outlineColor, boxShadow } = getComputedStyle(at)
      if (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1 && !/^rgba\(.*, 0\)$|transparent/.test(outlineColor)) return true
      if (boxShadow !== 'none') return true
      // A text box shows its cursor; what is chosen in a list under it is marked there.
      if (at.isContentEditable || at.matches('textarea, input:not([type=checkbox], [type=radio], [type=file], [type=button])')) return true
      // A menu or a window that has just opened has the focus as a whole; nothing in it is chosen yet.
      return at.matches('[role=menu], [role=dialog], main, article')
    }
    function isInSight(at: HTMLElement): boolean {
      const { left, right, top, bottom } = (at.closest('label') ?? at).getBoundingClientRect()
      const across = [left + 2, (left + right) / 2, right - 2]
      const down = [top + 2, (top + bottom) / 2, bottom - 2]
      return across.some((x) =>
        down.some((y) => {
          const hit = document.elementFromPoint(x, y)
          return hit !== null && (at.contains(hit) || hit.contains(at))
        }),
      )
    }
  })
}

/** Where the keyboard stands is seen, and not only guessed. */
export async function expectVisibleFocus(page: Page): Promise<Focus> {
  let focus = await focusOf(page)
  // A ring that is being drawn, and what is being scrolled into sight.
  for (const until = Date.now() + 3_000; !(focus.isVisible && focus.isUncovered) && Date.now() < until; ) {
    await page.waitForTimeout(50)
    focus = await focusOf(page)
  }
  expect(focus, `the focus on “${focus.name}” (${focus.tag}) is not seen`).toMatchObject({ isVisible: true, isUncovered: true })
  return focus
}

/** Goes on by Tab until it stands on something, looking at every stop between. */
export async function tabTo(page: Page, wanted: RegExp, options: { back?: boolean; most?: number } = {}): Promise<void> {
  const passed: string[] = []
  for (let n = 0; n < (options.most ?? 60); n++) {
    await page.keyboard.press(options.back ? 'Shift+Tab' : 'Tab')
    const { name, tag } = await expectVisibleFocus(page)
    if (wanted.test(name)) return
    passed.push(`${tag} ${name.slice(0, 40)}`)
  }
  expect(passed, `Tab does not come to ${wanted}`).toEqual([])
}

/** Waits until the keyboard stands on something by itself. */
export async function focusIsOn(page: Page, wanted: RegExp): Promise<void> {
  await eventually(
    async () => (await focusOf(page)).name,
    (name) => wanted.test(name),
  )
  await expectVisibleFocus(page)
}

/** Every stop of Tab from here until it has gone around, each seen on the way. One that holds the keyboard fails. */
export async function roundOfTab(page: Page, most = 160): Promise<string[]> {
  const stops: string[] = []
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
  for (let n = 0; n < most; n++) {
    await page.keyboard.press('Tab')
    const { name, tag } = await expectVisibleFocus(page)
    if (tag === 'body' && stops.length > 0) return stops
    if (stops.length > 3 && stops[0] === `${tag} ${name}` && stops.at(-1) !== stops[0]) return stops
    stops.push(`${tag} ${name}`)
  }
  expect(stops.slice(-6), 'Tab does not come around').toEqual([])
  return stops
}
