import type { Page } from 'playwright-core'

/** A screen as somebody meets it, on the demo's data. */
export interface Screen {
  readonly name: string
  readonly open: (page: Page, url: string) => Promise<void>
}

const list = async (page: Page, url: string, search = '') => {
  await page.goto(`${url}/tickets${search}`)
  await page.getByTestId('ticket-row').first().waitFor()
}

/** The newest ticket that stands in a view, opened by its own address so that it is the same at every width. */
const ticket = async (page: Page, url: string, search = '?view=all') => {
  await list(page, url, search)
  await page.getByTestId('ticket-row').first().click()
  await page.getByTestId('message').first().waitFor()
}

const menu = async (page: Page, name: string | RegExp) => {
  await page.getByRole('button', { name }).first().click()
  await page.getByRole('menu').waitFor()
}

export const screens: readonly Screen[] = [
  { name: 'list', open: (page, url) => list(page, url, '?view=all') },
  {
    name: 'filter',
    open: async (page, url) => {
      await list(page, url, '?priority=high')
      await page.getByRole('group').getByRole('button').first().click()
    },
  },
  {
    name: 'saved-view',
    open: async (page, url) => {
      await list(page, url, '?view=1')
    },
  },
  {
    name: 'search',
    open: async (page, url) => {
      await list(page, url, '?view=all&q=order')
    },
  },
  {
    name: 'nothing-found',
    open: async (page, url) => {
      await page.goto(`${url}/tickets?view=all&q=zzzzqqqq`)
      await page.getByText('zzzzqqqq').first().waitFor()
    },
  },
  { name: 'ticket', open: (page, url) => ticket(page, url) },
  {
    name: 'reply',
    open: async (page, url) => {
      await ticket(page, url)
      await page.keyboard.press('r')
      await page.getByTestId('composer').getByRole('textbox').last().waitFor()
    },
  },
  {
    name: 'note',
    open: async (page, url) => {
      await ticket(page, url)
      await page.keyboard.press('n')
      await page.getByTestId('composer').getByRole('textbox').last().waitFor()
    },
  },
  {
    name: 'status-menu',
    open: async (page, url) => {
      await ticket(page, url)
      await menu(page, /^Status: /)
    },
  },
  {
    name: 'more-menu',
    open: async (page, url) => {
      await ticket(page, url)
      await menu(page, 'More actions')
    },
  },
  {
    name: 'palette',
    open: async (page, url) => {
      await ticket(page, url)
      await page.keyboard.press('Control+k')
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'help',
    open: async (page, url) => {
      await list(page, url)
      await page.keyboard.press('?')
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'new-ticket',
    open: async (page, url) => {
      await list(page, url)
      await page.keyboard.press('c')
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'outbox',
    open: async (page, url) => {
      await page.goto(`${url}/outbox`)
      await page.getByRole('heading').first().waitFor()
    },
  },
  {
    name: 'quarantine',
    open: async (page, url) => {
      await page.goto(`${url}/quarantine`)
      await page.getByRole('heading').first().waitFor()
    },
  },
]

/** The pages of the settings, as their menu lists them. */
export async function settingsScreens(page: Page, url: string): Promise<Screen[]> {
  await page.goto(`${url}/settings`)
  const nav = page.getByRole('navigation', { name: /Settings|設定|설정/ })
  await nav.waitFor()
  const addresses = await nav.getByRole('link').evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))
  return addresses.map((address) => ({
    name: address.slice(1).replaceAll('/', '-'),
    open: async (given, at) => {
      await given.goto(at + address)
      await given.getByRole('heading', { level: 2 }).nth(1).or(given.getByRole('main').getByRole('heading').first()).first().waitFor()
    },
  }))
}
