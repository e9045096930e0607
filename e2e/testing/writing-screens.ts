import type { Page } from 'playwright-core'
import { dialogWith, menu, type Screen, show, wordsOf } from './screen-steps.ts'

/** What is written to customers when it is more than a reply: to others too, handed on, with words that may not leave. */
export const writingScreens: readonly Screen[] = [
  {
    name: 'reply-to-others',
    part: '[data-testid=composer]',
    open: async (page, url) => {
      await show(page, url, await atSupport(page, url, 0))
      await write(page)
      const { composer: words } = await wordsOf(page)
      const composer = page.getByTestId('composer')
      await composer.getByRole('button', { name: words.cc, exact: true }).click()
      await composer.getByRole('combobox', { name: words.cc, exact: true }).fill('not an address')
      await composer.getByRole('button', { name: words.bcc, exact: true }).click()
      await composer.locator('[aria-invalid=true]').waitFor()
      // Those who are known by these letters are offered.
      await composer.getByRole('combobox', { name: words.bcc, exact: true }).fill('example')
      await composer.getByRole('listbox').waitFor()
    },
  },
  {
    name: 'forwarded-message',
    part: '[data-testid=composer]',
    open: async (page, url) => {
      await show(page, url, await atSupport(page, url, 1))
      const words = await wordsOf(page)
      await write(page)
      const quote = page.getByTestId('composer').locator('blockquote')
      // It stands in the draft since the last look.
      if ((await quote.count()) > 0) return
      await page.getByRole('button', { name: words.composer.close }).click()
      await menu(page, words.conversation.more)
      await page.getByRole('menuitem', { name: words.writing.forward, exact: true }).click()
      await quote.first().waitFor()
    },
  },
  dialogWith('restricted-words', async (page, url, words) => {
    await show(page, url, await atSupport(page, url, 0))
    await write(page)
    await page.keyboard.press('Control+a')
    // One the demo's desk does not send, and one it warns of.
    await page.keyboard.type('With a lifetime guarantee, ASAP.')
    await page.getByTestId('composer').getByRole('button', { name: words.texts.preview, exact: true }).click()
    await page.getByRole('dialog').getByText(words.texts.findings.restricted_word('lifetime guarantee')).first().waitFor()
  }),
]

async function write(page: Page): Promise<void> {
  await page.keyboard.press('r')
  await page.getByTestId('composer').locator('[contenteditable=true]:focus').waitFor()
}

/** A ticket of the desk that has restricted words, by its place in the list. */
async function atSupport(page: Page, url: string, index: number): Promise<string> {
  const read = async <T>(path: string) => (await (await page.request.get(`${url}/api/v1${path}`)).json()) as T
  const desks = await read<{ items: { id: string; lifecycle: { key: string } }[] }>('/desks')
  const desk = desks.items.find(({ lifecycle }) => lifecycle.key === 'support')
  const { items } = await read<{ items: { reference: string }[] }>(`/tickets?view=unassigned&desk=${desk?.id}&limit=5`)
  return items[index]?.reference ?? ''
}
