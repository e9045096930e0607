import { htmlOfText } from '../texts/html-of-text.ts'

/**
 * A message's markup for the editor, which keeps only what it knows. The page is parsed and never shown: nothing in it runs
 * or loads. Where it cannot be read there are still the words.
 */
export async function editableHtml(url: string, text: string): Promise<string> {
  const response = await fetch(url, { credentials: 'same-origin' }).catch(() => null)
  if (!response?.ok) return htmlOfText(text)
  // Styles are of no use to the editor, and the page's own rules would complain of each.
  const markup = (await response.text()).replace(/<style[\s\S]*?<\/style>/gi, '').replace(/\sstyle="[^"]*"/gi, '')
  const page = new DOMParser().parseFromString(markup, 'text/html')
  for (const element of page.querySelectorAll('script, style, link, meta, img, svg, iframe, object')) element.remove()
  return page.body.innerHTML.trim() || htmlOfText(text)
}
