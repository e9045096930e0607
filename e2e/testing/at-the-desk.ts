import type { Locator, Page } from 'playwright-core'
import { eventually, row } from './browser.ts'

/** What somebody sees and does on the screens of a desk, in their words. */
export interface Desk {
  /** Opens a fixed view by its name in the navigation. */
  view(name: string): Promise<void>
  /** Waits until the navigation counts so many in a view. */
  counts(view: string, count: number): Promise<void>
  /** Waits until today's numbers say so; on the desk's side, or on one's own. */
  today(side: 'Desk' | 'Mine' | 'Chat and calls', name: string, value: string | number): Promise<void>
  open(title: string): Promise<void>
  status(label: string): Promise<void>
  assignee(name: string): Promise<void>
  /** Opens the reply or the note and types; it is not sent yet. */
  write(kind: 'reply' | 'note', words: string): Promise<void>
  send(): Promise<void>
  /** Sends by the menu beside the button. */
  sendAs(choice: string | RegExp): Promise<void>
  /** Chooses an entry of the menu with everything else. */
  more(entry: string | RegExp): Promise<void>
  setStatus(label: string): Promise<void>
  /** The sentence with which something is refused that the menu shows dimmed. */
  refusal(menu: 'More actions' | 'Status', entry: string | RegExp): Promise<string>
  message(words: string): Locator
  /** Waits until the log of the ticket says it. */
  logs(...sentences: (string | RegExp)[]): Promise<void>
  says(words: string | RegExp): Promise<void>
  undo(): Promise<void>
  /** Says whether one is there, by the menu at the foot of the navigation. */
  presence(choice: 'Online' | 'Away' | 'Offline'): Promise<void>
  /** Gives the ticket to somebody by the picker. */
  assign(name: string): Promise<void>
}

/** The screens of one desk, of the person in front of the page. */
export function atDesk(page: Page, url: string, deskId: string): Desk {
  const navigation = page.getByRole('navigation', { name: 'Navigation' })
  // Mine and the desk's own have views of the same name.
  const link = (view: string) => navigation.getByRole('link', { name: new RegExp(`^${view}\\s*[\\d,]*$`) }).first()
  const editor = page.getByTestId('composer').locator('[contenteditable=true]')
  const says = (words: string | RegExp) => page.getByText(words).first().waitFor()

  async function menuOf(name: string): Promise<void> {
    await page
      .getByRole('button', { name: name === 'Status' ? /^Status: / : name })
      .first()
      .click()
    await page.getByRole('menuitem').first().waitFor()
  }

  return {
    says,
    async view(name) {
      if (!page.url().includes(`desk=${deskId}`)) await page.goto(`${url}/tickets?desk=${deskId}`)
      await link(name).click()
      await page.getByRole('heading', { level: 1, name: new RegExp(`^${name}`) }).waitFor()
    },
    async counts(view, count) {
      await eventually(
        () => link(view).innerText(),
        (text) => text.replace(/\s/g, '') === `${view}${count}`.replace(/\s/g, ''),
        20_000,
      )
    },
    async today(side, name, value) {
      const strip = page.getByRole('region', { name: 'Today' })
      await strip.getByRole('button', { name: side }).click()
      const figure = strip
        .getByRole('listitem')
        .filter({ has: page.getByText(name, { exact: true }) })
        .locator('.tabular')
      await eventually(
        () => figure.innerText(),
        (text) => text === String(value),
        20_000,
      )
    },
    async open(title) {
      await row(page, title).click()
      await page.getByRole('heading', { level: 1, name: title }).waitFor()
      await page.getByTestId('message').first().waitFor()
    },
    status: (label) =>
      page
        .getByRole('button', { name: `Status: ${label}` })
        .first()
        .waitFor(),
    assignee: (name) =>
      page
        .getByRole('button', { name: `Assignee: ${name}` })
        .first()
        .waitFor(),
    async write(kind, words) {
      await page.locator('body').press(kind === 'reply' ? 'r' : 'n')
      await page.getByRole('textbox', { name: kind === 'reply' ? 'Reply text' : 'Note text' }).waitFor()
      await page.getByTestId('composer').locator('[contenteditable=true]:focus').waitFor()
      await page.keyboard.type(words)
    },
    async send() {
      await editor.press('Control+Enter')
      await page.getByTestId('composer').waitFor({ state: 'detached' })
    },
    async sendAs(choice) {
      await page.getByRole('button', { name: 'Send and change the status' }).click()
      await page.getByRole('menuitem', { name: choice }).click()
      await page.getByTestId('composer').waitFor({ state: 'detached' })
    },
    async more(entry) {
      await menuOf('More actions')
      await page.getByRole('menuitem', { name: entry }).click()
    },
    async setStatus(label) {
      await menuOf('Status')
      await page
        .getByRole('menuitem', { name: label })
        .or(page.getByRole('menuitemcheckbox', { name: label }))
        .first()
        .click()
    },
    async refusal(menu, entry) {
      await menuOf(menu)
      const item = page
        .getByRole('menuitem', { name: entry })
        .or(page.getByRole('menuitemcheckbox', { name: entry }))
        .first()
      // What is offered follows a change a moment later.
      await item.and(page.locator('[aria-disabled=true]')).waitFor()
      const sentence = await item.getAttribute('aria-description')
      await page.keyboard.press('Escape')
      return sentence ?? ''
    },
    message: (words) => page.getByTestId('message').filter({ hasText: words }),
    async logs(...sentences) {
      const details = page.getByRole('complementary', { name: 'Details' })
      const earlier = details.getByRole('button', { name: 'Earlier events' })
      if (await earlier.isVisible()) await earlier.click()
      for (const sentence of sentences) await details.getByText(sentence).first().waitFor()
    },
    async undo() {
      await page.getByRole('button', { name: 'Undo', exact: true }).last().click()
    },
    async presence(choice) {
      await navigation.getByRole('button', { name: /(Online|Away|Offline)$/ }).click()
      await page
        .getByRole('menuitemcheckbox', { name: choice })
        .or(page.getByRole('menuitem', { name: choice }))
        .first()
        .click()
      await navigation.getByRole('button', { name: new RegExp(`${choice}$`) }).waitFor()
    },
    async assign(name) {
      await page.locator('body').press('a')
      await page.getByRole('option', { name }).click()
      await page
        .getByRole('button', { name: `Assignee: ${name}` })
        .first()
        .waitFor()
    },
  }
}
