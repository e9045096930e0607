import type { Page } from 'playwright-core'
import { choose, dialogWith, go, list, menu, menuPart, plain, reach, type Screen, show, ticket, wordsOf, write } from './screen-steps.ts'
import { writingScreens } from './writing-screens.ts'

/** A date that is asked for: a span before now, or days of the calendar. */
const dateFilter = (name: string, op: string, value: unknown): Screen =>
  dialogWith(name, async (page, url, words) => {
    const where = JSON.stringify({ all: [{ field: 'createdAt', op, value }] })
    await list(page, url, `?view=all&where=${encodeURIComponent(where)}`)
    const filters = page.getByRole('group', { name: words.list.filters })
    await filters.locator('button[aria-haspopup=dialog][title]').first().click()
  })

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
  dateFilter('filter-by-span', 'in_last', { amount: 90, unit: 'days' }),
  dateFilter('filter-by-days', 'between', ['2000-01-01T00:00:00.000Z', '2100-01-01T00:00:00.000Z']),
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
    await page.getByRole('dialog').getByText(words.texts.mail.subject).first().waitFor()
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
  ...writingScreens,
  {
    name: 'announcement',
    part: 'section:has([aria-expanded=true])',
    open: async (page, url) => {
      await pin(page, url)
      await page.goto(`${url}/tickets?view=all`)
      await page.getByTestId('ticket-row').first().waitFor()
      const { announcements: words } = await wordsOf(page)
      await page.getByRole('region', { name: words.title }).getByRole('button', { name: words.more }).click()
    },
  },
]

/** Two things are pinned at the top of everybody's screen. */
async function pin(page: Page, url: string): Promise<void> {
  const announcements = `${url}/api/v1/announcements`
  const { items } = (await (await page.request.get(announcements)).json()) as { items: unknown[] }
  const headers = { 'x-statedesk': '1' }
  const body = 'The carrier is late everywhere in the north. Answer with the prepared text.'
  if (items.length > 0) return
  for (const data of [
    { title: 'Parcels are late', body, tone: 'warning' },
    { title: 'New return form', body, tone: 'info' },
  ])
    await page.request.post(announcements, { data, headers })
}

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
      // By way of somewhere else, so that a form that was opened before is gone.
      if (given.url() === at + address) await go(given, at, '/quarantine')
      await go(given, at, address)
      await given.locator(`nav a[href="${address}"][aria-current=page]`).last().waitFor({ state: 'attached' })
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
