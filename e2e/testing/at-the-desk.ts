import type { Locator, Page } from 'playwright-core'
import { eventually, press, pressArrives, row, words as wordsOn } from './browser.ts'

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
  /** Chooses an entry of a menu by its name. */
  choose(menu: string, entry: string | RegExp): Promise<void>
  /** Sends by the menu beside the button. */
  sendAs(choice: string | RegExp): Promise<void>
  /** Chooses an entry of the menu with everything else. */
  more(entry: string | RegExp): Promise<void>
  setStatus(label: string): Promise<void>
  /** Waits until the menu shows something dimmed, with a sentence that says why. */
  refusal(menu: 'More actions' | 'Status', entry: string | RegExp, sentence: RegExp): Promise<void>
  message(words: string): Locator
  /** Waits until the log of the ticket says it. */
  logs(...sentences: (string | RegExp)[]): Promise<void>
  says(words: string | RegExp): Promise<void>
  undo(): Promise<void>
  /** Says whether one is there, by the menu at the foot of the navigation. */
  presence(choice: 'Online' | 'Away' | 'Offline'): Promise<void>
  /** Gives the ticket to somebody by the picker. */
  assign(name: string): Promise<void>
  /** Takes the ticket by its key. */
  take(): Promise<void>
}

/** The screens of one desk, of the person in front of the page. */
export function atDesk(page: Page, url: string, deskId: string): Desk {
  const navigation = page.getByRole('navigation', { name: 'Navigation' })
  // Mine and the desk's own have views of the same name.
  const link = (view: string) => navigation.getByRole('link', { name: new RegExp(`^${view}\\s*[\\d,]*$`) }).first()
  const editor = page.getByTestId('composer').locator('[contenteditable=true]')
  const says = (words: string | RegExp) => wordsOn(page, words).waitFor()
  const menu = page.locator('[role=menu][data-open]')
  const entryOf = (entry: string | RegExp) =>
    menu
      .getByRole('menuitem', { name: entry })
      .or(menu.getByRole('menuitemcheckbox', { name: entry }))
      .first()

  async function menuOf(name: string): Promise<void> {
    await press(page.getByRole('button', { name: name === 'Status' ? /^Status: / : name }).first())
    await menu.getByRole('menuitem').first().waitFor()
  }

  async function choose(name: string, entry: string | RegExp): Promise<void> {
    await eventually(
      async () => {
        if ((await menu.count()) === 0) await menuOf(name)
        return pressArrives(entryOf(entry))
      },
      (arrived) => arrived,
    )
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
      )
    },
    async open(title) {
      await row(page, title).first().click()
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
      await page.getByTestId('message').first().waitFor()
      await page.locator('body').press(kind === 'reply' ? 'r' : 'n')
      await page.getByRole('textbox', { name: kind === 'reply' ? 'Reply text' : 'Note text' }).waitFor()
      await page.getByTestId('composer').locator('[contenteditable=true]:focus').waitFor()
      await page.keyboard.type(words)
      await eventually(
        () => editor.innerText(),
        (text) => text.replaceAll('\u00a0', ' ').includes(words.trim()),
      )
    },
    async send() {
      await editor.press('Control+Enter')
      await page.getByTestId('composer').waitFor({ state: 'detached' })
    },
    async sendAs(choice) {
      await choose('Send and change the status', choice)
      await page.getByTestId('composer').waitFor({ state: 'detached' })
    },
    choose,
    more: (entry) => choose('More actions', entry),
    setStatus: (label) => choose('Status', label),
    async refusal(name, entry, sentence) {
      // What is offered follows a change a moment later.
      await eventually(
        async () => {
          if ((await menu.count()) === 0) await menuOf(name)
          return entryOf(entry).evaluateAll((found) =>
            found.map((one) => (one.getAttribute('aria-disabled') === 'true' ? (one.getAttribute('aria-description') ?? '') : 'offered')),
          )
        },
        ([said]) => said !== undefined && sentence.test(said),
      )
      await page.keyboard.press('Escape')
      await menu.waitFor({ state: 'detached' })
    },
    message: (words) => page.getByTestId('message').filter({ hasText: words }),
    async logs(...sentences) {
      const details = page.getByRole('complementary', { name: 'Details' })
      const earlier = details.getByRole('button', { name: 'Earlier events' })
      for (const sentence of sentences) {
        const said = details.getByText(sentence).first()
        await said.or(earlier).first().waitFor()
        await eventually(
          async () => {
            if (await said.isVisible()) return true
            // What happened just now comes by itself; what is longer ago is asked for.
            if (await earlier.isVisible()) await earlier.click()
            return false
          },
          (isSaid) => isSaid,
        )
      }
    },
    async undo() {
      await press(page.getByRole('button', { name: 'Undo', exact: true }).last())
    },
    async presence(choice) {
      await navigation.getByRole('button', { name: /(Online|Away|Offline)$/ }).click()
      await press(entryOf(choice))
      await navigation.getByRole('button', { name: new RegExp(`${choice}$`) }).waitFor()
    },
    async assign(name) {
      await page.getByTestId('message').first().waitFor()
      await page.locator('body').press('a')
      await press(page.getByRole('option', { name }))
      await page
        .getByRole('button', { name: `Assignee: ${name}` })
        .first()
        .waitFor()
    },
    async take() {
      // Offered it is known what the key does.
      await page.getByRole('button', { name: 'Take', exact: true }).first().waitFor()
      await page.locator('body').press('i')
    },
  }
}
