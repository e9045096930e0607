import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { eventually, holds, openBrowser, pressUntil, row, signIn, words } from './testing/browser.ts'
import { type Product, startProduct } from './testing/product.ts'

const ada = { email: 'ada@desk.example', password: 'a good long password' }
const title = 'Printer on fire'
let product: Product

beforeAll(async () => {
  product = await startProduct({ relay: false })
  const { page, complaints, close } = await openBrowser()
  await page.goto(product.setupUrl)
  await page.getByLabel('Your name').fill('Ada')
  await page.getByLabel('Mail address').fill(ada.email)
  await page.getByLabel('Password').fill(ada.password)
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByLabel('Workspace name').fill('Larkfold')
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('button', { name: 'Create the desk' }).click()
  await page.getByRole('heading', { name: 'Your desk is open' }).waitFor()
  expect(complaints).toEqual([])
  await close()
  await product.mail({ from: 'carl@customer.example', to: 'support@localhost', subject: title, text: 'It burns.' })
})
afterAll(() => product.stop())

/** What the server keeps of the person: what is told it last of all before a page is left would be lost with the page. */
const kept = async (page: Page) => {
  const answer = await page.request.get(`${product.url}/api/v1/session`)
  return ((await answer.json()) as { me: { preferences: Record<string, unknown> } }).me.preferences
}

/** Signs in on an English page; what comes then may be in another language. */
async function enter(page: Page): Promise<void> {
  await page.goto(product.url)
  await page.getByLabel('Mail address').fill(ada.email)
  await page.getByLabel('Password').fill(ada.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('navigation').first().waitFor()
}

test('the page before signing in speaks the browser’s language, and the one chosen there becomes the person’s', async () => {
  const { page, complaints, close } = await openBrowser({ locale: 'ja-JP' })
  await page.goto(product.url)
  await page.getByRole('heading', { name: 'サインイン' }).waitFor()
  await page.locator('html[lang=ja]').waitFor()
  await page.getByLabel('言語').selectOption('ko')
  await page.getByRole('heading', { name: '로그인' }).waitFor()
  await page.getByLabel('메일 주소').fill(ada.email)
  await page.getByLabel('비밀번호').fill('not it at all')
  await page.getByRole('button', { name: '로그인' }).click()
  // What the server says comes in the language of the page.
  await page.getByRole('alert').filter({ hasText: '메일 주소나 비밀번호가 맞지 않아요.' }).waitFor()
  await page.getByLabel('비밀번호').fill(ada.password)
  await page.getByRole('button', { name: '로그인' }).click()
  await page.getByRole('navigation', { name: '내비게이션' }).waitFor()
  expect(complaints).toEqual([])
  await close()

  const other = await openBrowser({ locale: 'en-GB' })
  await enter(other.page)
  await other.page.getByRole('navigation', { name: '내비게이션' }).waitFor()
  await other.page.locator('html[lang=ko]').waitFor()
  await other.close()
})

test('in Japanese a ticket’s buttons, reasons and log are Japanese, and what was chosen is there in the next browser', async () => {
  const first = await openBrowser({ locale: 'en-GB' })
  const { page } = first
  await enter(page)
  await page.goto(`${product.url}/settings/profile`)
  await page.getByLabel('언어').selectOption('ja')
  await page.getByRole('heading', { name: 'ユーザー情報' }).waitFor()
  await page.getByLabel('外観').selectOption('dark')
  await page.getByLabel('送信を取り消せる時間').selectOption('20')
  await eventually(
    () => kept(page),
    ({ theme, undoSendSeconds }) => theme === 'dark' && undoSendSeconds === 20,
  )

  await page.goto(`${product.url}/tickets`)
  await row(page, title).first().click()
  await page.getByRole('button', { name: '担当する' }).first().click()
  await page.getByText(/AdaがチケットをAdaに割り当てました/).waitFor()
  await page.keyboard.press('s')
  const menu = page.getByRole('menu')
  await menu.getByRole('menuitem', { name: '解決済み' }).waitFor()
  await page.keyboard.press('Escape')
  await menu.waitFor({ state: 'detached' })
  await pressUntil(page, 'e', page.getByRole('dialog', { name: 'チケットを解決' }))
  await page.keyboard.press('Escape')
  expect(first.complaints).toEqual([])

  const second = await openBrowser({ locale: 'en-GB' })
  await enter(second.page)
  await second.page.getByRole('navigation', { name: 'ナビゲーション' }).waitFor()
  await second.page.locator('html[data-theme=dark]').waitFor()
  await second.page.goto(`${product.url}/settings/profile`)
  await holds(second.page.getByLabel('送信を取り消せる時間'), '20')
  await second.page.getByLabel('言語').selectOption('en')
  await second.page.getByRole('heading', { name: 'You', exact: true }).first().waitFor()
  await Promise.all([first.close(), second.close()])
})

test('keys can be changed, taken keys are refused, and the help sheet shows what is pressed now', async () => {
  const { page, complaints, close } = await openBrowser()
  await signIn(page, product.url, ada)
  await page.goto(`${product.url}/settings/profile`)
  const change = (name: string) => page.getByRole('button', { name: `Change the keys of “${name}”` })
  await change('New ticket').click()
  await page.keyboard.press('r')
  await page.getByText('R already belongs to “Reply”. Choose others.').waitFor()
  await change('New ticket').click()
  await page.keyboard.press('y')
  await page.keyboard.press('t')
  await page.getByRole('button', { name: 'Reset the keys of “New ticket”' }).waitFor()
  await eventually(
    () => kept(page),
    ({ keys }) => JSON.stringify(keys ?? {}).includes('y t'),
  )

  // Inside text a letter is a letter.
  await page.getByLabel('Name', { exact: true }).fill('')
  await page.getByLabel('Name', { exact: true }).pressSequentially('yt?')
  await holds(page.getByLabel('Name', { exact: true }), 'yt?')
  expect(await page.getByRole('dialog').count()).toBe(0)

  await page.goto(`${product.url}/tickets`)
  await row(page, title).first().waitFor()
  await page.keyboard.press('c')
  await page.keyboard.press('?')
  const sheet = page.getByRole('dialog', { name: 'Keyboard' })
  await sheet.waitFor()
  await eventually(
    () =>
      sheet
        .locator('div', { has: page.getByText('New ticket', { exact: true }) })
        .last()
        .locator('kbd')
        .allTextContents(),
    (keys) => keys.join() === 'Y,T',
  )
  await page.keyboard.press('Escape')
  await sheet.waitFor({ state: 'hidden' })
  await pressUntil(page, 'y t', page.getByRole('dialog', { name: 'New ticket' }))
  await page.keyboard.press('Escape')

  await page.goto(`${product.url}/settings/profile`)
  await page.getByRole('button', { name: 'Reset all keys' }).click()
  await page.getByRole('button', { name: 'Reset all keys' }).waitFor({ state: 'hidden' })
  expect(complaints).toEqual([])
  await close()
})

test('the app can be installed, starts without a connection, and keeps nothing that the server said', async () => {
  const { page, complaints, close } = await openBrowser()
  await signIn(page, product.url, ada)
  const manifest = await page.evaluate(async () => {
    const link = document.querySelector<HTMLLinkElement>('link[rel="manifest"]')?.href ?? ''
    const answer = await fetch(link)
    return { type: answer.headers.get('content-type'), body: (await answer.json()) as Record<string, unknown> }
  })
  expect(manifest.type).toContain('application/manifest+json')
  expect(manifest.body).toMatchObject({ name: 'Statedesk', start_url: '/tickets', display: 'standalone', scope: '/' })
  const icons = manifest.body.icons as { src: string; sizes: string; purpose?: string }[]
  const drawn = await page.evaluate(
    (all) =>
      Promise.all(
        all.map(async ({ src }) => {
          const image = new Image()
          image.src = src
          await image.decode()
          return `${image.naturalWidth}x${image.naturalHeight}`
        }),
      ),
    icons.filter(({ src }) => src.endsWith('.png')),
  )
  expect(drawn).toEqual(['192x192', '512x512', '512x512'])
  expect(icons.some((icon) => icon.purpose === 'maskable')).toBe(true)

  await page.evaluate(async () => void (await navigator.serviceWorker.ready))
  await page.waitForFunction(async () => {
    const files = await (await caches.open('statedesk-files')).keys()
    return navigator.serviceWorker.controller !== null && files.length > 10 && (await caches.match('/')) !== undefined
  })
  await row(page, title).first().click()
  // Its row in the list shows the words too; the ticket has to be open.
  await page.getByTestId('message').filter({ hasText: 'It burns.' }).waitFor()
  await page.keyboard.press('r')
  await page.getByTestId('composer').locator('[contenteditable=true]:focus').waitFor()
  await page.keyboard.type('Pour water on it.')
  await page.getByText('Draft saved').waitFor()

  const kept = await page.evaluate(async () => {
    const names = await caches.keys()
    const all = await Promise.all(
      names.map(async (name) => (await (await caches.open(name)).keys()).map((request) => new URL(request.url).pathname)),
    )
    return all.flat()
  })
  expect(kept.filter((path) => !/^\/(assets\/[\w.-]+|theme\.js|icon\.svg|manifest\.webmanifest|)$/.test(path))).toEqual([])

  await page.context().setOffline(true)
  await page.goto(`${product.url}/tickets`)
  await page.getByRole('heading', { name: 'No connection' }).waitFor()
  await page.getByText('Pour water on it.').waitFor()
  await words(page, 'You are offline.').waitFor()
  await page.context().setOffline(false)
  await row(page, title).first().waitFor()
  expect(complaints).toEqual([])
  await close()
})
