import type { Locator, Page } from 'playwright-core'
import { words as english } from '../../web/words/en/index.ts'
import { words as japanese } from '../../web/words/ja/index.ts'
import { words as korean } from '../../web/words/ko/index.ts'

/** A screen as somebody meets it, on the demo's data. */
export interface Screen {
  readonly name: string
  readonly open: (page: Page, url: string) => Promise<void>
  /** What is new on it, where the rest was seen before. */
  readonly part?: string
  /** Its buttons open forms and dialogues of its own. */
  readonly opensMore?: boolean
}

const languages: Record<string, typeof english> = { en: english, ja: japanese, ko: korean }

/** The words of the screens as this page says them. */
const wordsOf = async (page: Page) => languages[await page.evaluate(() => document.documentElement.lang)] ?? english

const dialog = '[role=dialog]'
const menuPart = '[role=menu]'

/** Goes to an address of the product as its own links do; a page that shows something else is loaded. */
export async function go(page: Page, url: string, path: string): Promise<void> {
  if (!page.url().startsWith(url) || (await page.getByRole('navigation').count()) === 0) {
    await page.goto(url + path)
    return
  }
  await closeAll(page)
  await page.evaluate((to) => history.pushState({}, '', to), path)
}

/** Whatever is open over the page is closed, as its reader would. */
async function closeAll(page: Page): Promise<void> {
  for (let n = 0; n < 6; n++) {
    const open = await page.locator('[role=dialog], [role=menu], [role=listbox], [data-testid=composer]').count()
    if (open === 0) return
    const composer = page.getByRole('button', { name: (await wordsOf(page)).composer.close })
    if ((await page.locator(`${dialog}, ${menuPart}`).count()) === 0 && (await composer.count())) await composer.click()
    else await page.keyboard.press('Escape')
    await page.waitForTimeout(100)
  }
}

const list = async (page: Page, url: string, search = '') => {
  await go(page, url, `/tickets${search}`)
  await page.getByTestId('ticket-row').first().waitFor()
}

/** The newest ticket with a conversation by mail, opened by its own address so that it is the same at every width. */
const ticket = async (page: Page, url: string) => {
  const answer = await page.request.get(`${url}/api/v1/tickets?view=unassigned&limit=30`)
  const { items } = (await answer.json()) as { items: { reference: string; channel: string; messageCount?: number }[] }
  const [most] = items.filter(({ channel }) => channel === 'mail').sort((one, other) => (other.messageCount ?? 0) - (one.messageCount ?? 0))
  await show(page, url, most?.reference ?? '')
}

const show = async (page: Page, url: string, reference: string) => {
  await go(page, url, `/tickets/${reference}`)
  await page.locator(`article[aria-label*="${reference}"]`).getByTestId('message').first().waitFor()
}

/** The navigation and what stands beside a ticket wait behind a button where they have no room. */
const reach = async (page: Page, wanted: Locator, button: string) => {
  if (!(await wanted.isVisible())) await page.getByRole('button', { name: button, exact: true }).first().click()
  await wanted.waitFor()
}

const menu = async (page: Page, name: string | RegExp) => {
  const button = page.getByRole('button', { name }).first()
  await button.scrollIntoViewIfNeeded()
  // The frames of mails are drawn elsewhere: until they have followed, a press lands in the one that stood here.
  await page.waitForTimeout(150)
  await button.click()
  await page.getByRole('menu').waitFor()
}

const write = async (page: Page, url: string, key: 'r' | 'n') => {
  await ticket(page, url)
  await page.keyboard.press(key)
  await page.getByTestId('composer').locator('[contenteditable=true]').waitFor()
}

const dialogWith = (name: string, open: (page: Page, url: string, words: typeof english) => Promise<void>): Screen => ({
  name,
  part: dialog,
  open: async (page, url) => {
    await open(page, url, await wordsOf(page))
    await page.getByRole('dialog').first().waitFor()
  },
})

const plain = (name: string, path: string, until: (page: Page) => Promise<unknown>): Screen => ({
  name,
  part: '#content',
  open: async (page, url) => {
    await go(page, url, path)
    await until(page)
  },
})

/** Two tickets are ticked. */
const choose = async (page: Page, url: string) => {
  await list(page, url, '?view=unassigned')
  if (await page.getByTestId('bulk-bar').count()) return
  await page.keyboard.press('j')
  await page.keyboard.press('x')
  await page.keyboard.press('Shift+J')
  await page.getByTestId('bulk-bar').waitFor()
}

export const screens: readonly Screen[] = [
  { name: 'list', open: (page, url) => list(page, url, '?view=all') },
  { name: 'filtered-list', part: '#content', open: (page, url) => list(page, url, '?view=all&priority=high&status=open') },
  { name: 'flat-list', part: '#content', open: (page, url) => list(page, url, '?view=unassigned') },
  { name: 'saved-view', part: '#content', open: (page, url) => list(page, url, '?view=1') },
  { name: 'search', part: '#content', open: (page, url) => list(page, url, '?view=all&q=order') },
  plain('nothing-found', '/tickets?view=all&q=zzzzqqqq', (page) => page.getByText('zzzzqqqq').first().waitFor()),
  { name: 'trash', part: '#content', open: (page, url) => list(page, url, '?view=trash') },
  dialogWith('filter', async (page, url, words) => {
    await list(page, url, '?priority=high')
    await page
      .getByRole('button', { name: words.finding.filterBy(words.fields.labels) })
      .first()
      .click()
  }),
  dialogWith('set-conditions', async (page, url, words) => {
    await list(page, url)
    await page.getByRole('button', { name: words.finding.setConditions }).click()
  }),
  dialogWith('save-view', async (page, url, words) => {
    await list(page, url, '?priority=high')
    await page.getByRole('button', { name: words.finding.saveView }).click()
  }),
  dialogWith('edit-view', async (page, url, words) => {
    await list(page, url, '?view=1')
    const link = page
      .getByRole('button', { name: words.finding.viewMenu('') })
      .filter({ visible: true })
      .first()
    await reach(page, page.getByRole('link', { name: words.outbox.title }).filter({ visible: true }).first(), words.shell.navigation)
    await link.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('menuitem', { name: words.finding.editView }).click()
  }),
  {
    name: 'bulk-bar',
    part: '#content',
    open: choose,
  },
  dialogWith('bulk-preview', async (page, url) => {
    await choose(page, url)
    await page.keyboard.press('e')
  }),
  {
    name: 'ticket',
    open: async (page, url) => {
      await list(page, url)
      if (await page.getByTestId('bulk-bar').count()) await page.getByRole('button', { name: (await wordsOf(page)).bulk.clear }).click()
      await ticket(page, url)
    },
  },
  { name: 'reply', part: '#content', open: (page, url) => write(page, url, 'r') },
  dialogWith('canned', async (page, url, words) => {
    await write(page, url, 'r')
    await page.getByTestId('composer').getByRole('button', { name: words.texts.canned, exact: true }).click()
    await page.getByRole('dialog').getByRole('option').first().waitFor()
  }),
  dialogWith('written-before', async (page, url, words) => {
    await write(page, url, 'r')
    await page.getByRole('button', { name: words.texts.earlier }).click()
  }),
  {
    name: 'send-menu',
    part: menuPart,
    open: async (page, url) => {
      await write(page, url, 'r')
      await menu(page, (await wordsOf(page)).composer.sendMenu)
    },
  },
  dialogWith('preview', async (page, url, words) => {
    await write(page, url, 'r')
    await page.getByTestId('composer').getByRole('button', { name: words.texts.preview, exact: true }).click()
    await page.getByRole('dialog').getByText(words.texts.mail.subject).first().waitFor({ timeout: 25_000 })
  }),
  { name: 'note', part: '[data-testid=composer]', open: (page, url) => write(page, url, 'n') },
  {
    name: 'status-menu',
    part: menuPart,
    open: async (page, url) => {
      await ticket(page, url)
      await menu(page, /^(Status|ステータス|상태)/)
    },
  },
  {
    name: 'more-menu',
    part: menuPart,
    open: async (page, url) => {
      await ticket(page, url)
      await menu(page, (await wordsOf(page)).ticket.more)
    },
  },
  dialogWith('assign', async (page, url) => {
    await ticket(page, url)
    await page.keyboard.press('a')
  }),
  dialogWith('labels', async (page, url) => {
    await ticket(page, url)
    await page.keyboard.press('l')
  }),
  dialogWith('palette', async (page, url) => {
    await ticket(page, url)
    await page.keyboard.press('Control+k')
  }),
  dialogWith('mask', async (page, url, words) => {
    await ticket(page, url)
    await menu(page, words.conversation.more)
    await page.getByRole('menuitem', { name: words.masking.maskText }).click()
  }),
  dialogWith('split', async (page, url, words) => {
    await ticket(page, url)
    await menu(page, words.conversation.more)
    await page.getByRole('menuitem', { name: words.split.open }).click()
  }),
  dialogWith('link', async (page, url, words) => {
    await ticket(page, url)
    const add = page.getByRole('button', { name: words.related.add })
    await reach(page, add, words.ticket.showDetails)
    await add.click()
  }),
  dialogWith('help', async (page, url) => {
    await list(page, url)
    await page.keyboard.press('?')
  }),
  dialogWith('new-ticket', async (page, url) => {
    await list(page, url)
    await page.keyboard.press('c')
  }),
  dialogWith('notices', async (page, url, words) => {
    await list(page, url)
    const bell = page.getByTestId('bell').filter({ visible: true }).first()
    await reach(page, bell, words.shell.navigation)
    await bell.click()
  }),
  plain('outbox', '/outbox', (page) => page.getByRole('heading', { level: 1 }).waitFor()),
  {
    name: 'outbox-mail',
    part: '#content',
    open: async (page, url) => {
      await go(page, url, '/outbox')
      await page.getByRole('main').locator('a[href*="mail="]').first().click()
      await page.locator('iframe, pre').first().waitFor()
    },
  },
  plain('quarantine', '/quarantine', (page) => page.getByRole('heading', { level: 1 }).waitFor()),
  plain('no-such-ticket', '/tickets/TKT-99999', (page) => page.getByTestId('empty-state').last().waitFor()),
]

/** The pages of the settings, as their menu lists them. */
export async function settingsScreens(page: Page, url: string): Promise<Screen[]> {
  await go(page, url, '/settings')
  const nav = page.getByRole('navigation', { name: /Settings|設定|설정/ })
  await nav.waitFor()
  // On a phone they are a list of choices, and the links wait unseen.
  const addresses = await nav.locator('a').evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))
  return addresses.map((address) => ({
    name: address.slice(1).replaceAll('/', '-'),
    part: '#content',
    opensMore: true,
    open: async (given, at) => {
      // From somewhere else, so that a form that was opened before is gone.
      await go(given, at, '/quarantine')
      await go(given, at, address)
      await given.getByRole('main').getByRole('heading', { level: 2 }).last().waitFor()
      await given.locator('main .skeleton').first().waitFor({ state: 'detached' })
    },
  }))
}

/** What a ticket's acts ask before they are done, by what the server says of one ticket of each desk in each status. */
export async function actionScreens(page: Page, url: string): Promise<Screen[]> {
  const language = await page.evaluate(() => document.documentElement.lang)
  const read = async <T>(path: string) =>
    (await (await page.request.get(`${url}/api/v1${path}`, { headers: { 'accept-language': language } })).json()) as T
  const { items: desks } = await read<{ items: { id: string }[] }>('/desks')
  const found = new Map<string, Screen>()
  for (const desk of desks) {
    const { items } = await read<{ items: { reference: string; status: { key: string } }[] }>(`/tickets?view=all&desk=${desk.id}&limit=100`)
    const oneOfEach = [...new Map(items.map((one) => [one.status.key, one])).values()]
    for (const { reference } of oneOfEach) {
      const { actions } = await read<{ actions: Offered[] }>(`/tickets/${reference}/actions`)
      for (const act of actions) {
        const asks = act.needs.some((need) => need.required) || ['assign', 'snooze'].includes(act.action)
        if (act.allowed && asks && !act.to && !found.has(act.action)) found.set(act.action, actionScreen(act, reference))
      }
    }
    const [first] = oneOfEach
    if (first)
      found.set(`desk ${desk.id}`, { name: `ticket-of-desk-${desk.id}`, part: '#content', open: (at, to) => show(at, to, first.reference) })
  }
  return [...found.values()]
}

type Offered = { action: string; label: string; to?: string; allowed: boolean; needs: { name: string; required: boolean }[] }

function actionScreen({ action, label }: Offered, reference: string): Screen {
  return dialogWith(`act-${action}`, async (page, url, words) => {
    const name = (words.actionNames as Record<string, string>)[action] ?? label
    await show(page, url, reference)
    await menu(page, (await wordsOf(page)).ticket.more)
    await page
      .getByRole('menuitem', { name: new RegExp(`^${name}`) })
      .first()
      .click()
  })
}

/**
 * What opens from the buttons of a page: its forms and dialogues, each once. Only buttons that add or edit are pressed; nothing is
 * saved by that.
 */
export async function openersOf(page: Page): Promise<string[]> {
  const names = await page
    .locator('#content')
    .getByRole('button', { name: /^(Add|New|Create|Edit|Link|Invite) / })
    .evaluateAll((buttons) =>
      buttons
        .filter((button) => button instanceof HTMLButtonElement && button.type !== 'submit')
        .map((button) => button.getAttribute('aria-label') ?? button.textContent.trim()),
    )
  const byKind = new Map(names.map((name) => [name.startsWith('Edit') ? 'Edit' : name, name]))
  return [...byKind.values()].slice(0, 2)
}
