// Draws the icons of the installed app from web/public/icon.svg. Run after changing that file: node scripts/make-icons.mjs
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { root } from './steps.mjs'

const folder = join(root, 'web', 'public')
const svg = readFileSync(join(folder, 'icon.svg'), 'utf8')
const background = /<rect[^>]*fill="(#\w+)"/.exec(svg)?.[1] ?? '#3f51c7'

// What a system cuts off at its edges must be background: the picture fills the inner 80 % at most, and no corner is transparent.
const icons = [
  { file: 'icon-192.png', size: 192, drawing: 1, opaque: false },
  { file: 'icon-512.png', size: 512, drawing: 1, opaque: false },
  { file: 'icon-maskable-512.png', size: 512, drawing: 0.72, opaque: true },
  { file: 'apple-touch-icon.png', size: 180, drawing: 0.86, opaque: true },
]

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
})
for (const { file, size, drawing, opaque } of icons) {
  const page = await browser.newPage({ viewport: { width: size, height: size } })
  const inner = Math.round(size * drawing)
  const drawn = svg.replace('<svg ', `<svg width="${inner}" height="${inner}" `)
  await page.setContent(
    `<style>*{margin:0}body{width:${size}px;height:${size}px;display:grid;place-items:center;background:${opaque ? background : 'transparent'}}</style>${drawn}`,
  )
  writeFileSync(join(folder, file), await page.screenshot({ omitBackground: !opaque }))
  await page.close()
}
await browser.close()
