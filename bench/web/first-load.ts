// What the browser fetches of JavaScript until the signed-in workspace shows its list. Fails above the budget.
//   npx tsx bench/web/first-load.ts [--language ja] [--budget 200] [--url http://localhost:3000]   (--url: a demo that runs already)
import { parseArgs } from 'node:util'
import { gzipSync } from 'node:zlib'
import { type BrowserContext, chromium } from 'playwright-core'
import { startProduct } from '../../e2e/testing/product.ts'

const { values: flags } = parseArgs({
  options: {
    language: { type: 'string', default: 'en' },
    budget: { type: 'string', default: '220' },
    chunk: { type: 'string', default: '120' },
    url: { type: 'string' },
  },
})
const budget = Number(flags.budget) * 1024
const largestChunk = Number(flags.chunk) * 1024
const email = 'ada@desk.example'
const password = 'a good long password'

const product = flags.url ? { url: flags.url, stop: async () => {} } : await startProduct({ args: ['--demo'], relay: false })
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
try {
  const chunks = await firstLoad(await signedIn())
  report(chunks)
} finally {
  await browser.close()
  await product.stop()
}

async function signedIn(): Promise<BrowserContext> {
  // Without the service worker: somebody's very first visit.
  const context = await browser.newContext({ locale: flags.language, serviceWorkers: 'block', viewport: { width: 1440, height: 900 } })
  const answer = await context.request.post(`${product.url}/api/v1/session`, {
    data: { email, password },
    headers: { 'x-statedesk': '1' },
  })
  if (!answer.ok()) throw new Error(`signing in answered ${answer.status()}`)
  // A person whose language is another one would have the page loaded twice.
  const preferences = { language: flags.language }
  const changed = await context.request.patch(`${product.url}/api/v1/me`, { data: { preferences }, headers: { 'x-statedesk': '1' } })
  if (!changed.ok()) throw new Error(`choosing the language answered ${changed.status()}`)
  return context
}

async function firstLoad(context: BrowserContext): Promise<Map<string, number>> {
  const chunks = new Map<string, number>()
  const reading: Promise<void>[] = []
  let painted = false
  context.on('response', (response) => {
    const { pathname } = new URL(response.url())
    if (painted || !pathname.endsWith('.js') || response.status() !== 200) return
    reading.push(
      response.body().then((body) => void chunks.set(pathname.slice(pathname.lastIndexOf('/') + 1), gzipSync(body, { level: 9 }).length)),
    )
  })
  const page = await context.newPage()
  await page.goto(`${product.url}/tickets`)
  await page.getByTestId('ticket-row').first().waitFor()
  painted = true
  await Promise.all(reading)
  await context.close()
  return chunks
}

function report(chunks: Map<string, number>): void {
  const sorted = [...chunks].sort((one, other) => other[1] - one[1])
  for (const [name, size] of sorted) console.log(`${kilobytes(size)}  ${name}`)
  const total = sorted.reduce((sum, [, size]) => sum + size, 0)
  console.log(`${kilobytes(total)}  together in ${sorted.length} files; the budget is ${kilobytes(budget)} KB gz`)
  const tooLarge = sorted.filter(([, size]) => size > largestChunk).map(([name]) => name)
  if (total > budget) console.error('The first load is above its budget.')
  if (tooLarge.length > 0) console.error(`Above ${kilobytes(largestChunk)} KB gz in one file: ${tooLarge.join(', ')}`)
  if (total > budget || tooLarge.length > 0) process.exitCode = 1
}

function kilobytes(bytes: number): string {
  return (bytes / 1024).toFixed(1).padStart(7)
}
