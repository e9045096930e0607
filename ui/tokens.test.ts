import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')
const hues = ['grey', 'blue', 'teal', 'green', 'amber', 'orange', 'red', 'purple']

function tokens(...selectors: string[]): Record<string, string> {
  const found: Record<string, string> = {}
  for (const selector of selectors) {
    const start = css.indexOf(`${selector} {`)
    if (start < 0) throw new Error(`no ${selector} in tokens.css`)
    for (const match of css.slice(start, css.indexOf('}', start)).matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)) {
      found[match[1] as string] = match[2] as string
    }
  }
  return found
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((value) => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(one: string, other: string): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (high + 0.05) / (low + 0.05)
}

describe.each([
  ['light', [':root']],
  ['dark', [':root', '[data-theme="dark"]']],
  ['high contrast', [':root', '[data-contrast="more"]']],
  ['dark high contrast', [':root', '[data-theme="dark"]', '[data-contrast="more"]', '[data-theme="dark"][data-contrast="more"]']],
])('the %s theme', (name, selectors) => {
  const token = tokens(...selectors)
  const of = (key: string) => token[key] ?? ''
  const floor = name.includes('high') ? 7 : 4.5

  test('is read on every ground', () => {
    for (const ground of ['surface', 'canvas', 'raised', 'hover', 'selected', 'pressed']) {
      for (const text of ['fg', 'fg-2']) expect([text, ground, contrast(of(text), of(ground)) >= 4.5]).toEqual([text, ground, true])
    }
    for (const ground of ['surface', 'canvas', 'raised', 'hover', 'selected', 'amber-fill', 'accent-fill']) {
      expect([ground, contrast(of('fg-3'), of(ground)) >= 4.5]).toEqual([ground, true])
    }
    expect(contrast(of('fg'), of('surface'))).toBeGreaterThan(floor)
    expect(contrast(of('fg-2'), of('surface'))).toBeGreaterThan(floor)
  })

  test.each(hues)('says %s with 4.5 : 1 in words and 3 : 1 as a dot', (hue) => {
    expect(contrast(of(`${hue}-text`), of(`${hue}-fill`))).toBeGreaterThanOrEqual(4.5)
    expect(contrast(of(`${hue}-text`), of('surface'))).toBeGreaterThanOrEqual(4.5)
    for (const ground of ['surface', 'canvas', 'raised']) expect(contrast(of(`${hue}-line`), of(ground))).toBeGreaterThanOrEqual(3)
  })

  test('has an accent that is read and seen', () => {
    expect(contrast(of('accent-fg'), of('accent'))).toBeGreaterThanOrEqual(4.5)
    expect(contrast(of('accent-text'), of('surface'))).toBeGreaterThanOrEqual(4.5)
    expect(contrast(of('accent-text'), of('accent-fill'))).toBeGreaterThanOrEqual(4.5)
    for (const ground of ['surface', 'canvas', 'raised', 'selected', 'amber-fill']) {
      expect(contrast(of('focus'), of(ground))).toBeGreaterThanOrEqual(3)
    }
  })

  test('draws the edge of a control with 3 : 1', () => {
    expect(contrast(of('control'), of('surface'))).toBeGreaterThanOrEqual(3)
  })
})
