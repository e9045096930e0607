/** Words without markup as the editor takes them: one paragraph for each line. */
export function htmlOfText(text: string): string {
  const escaped = text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
  return escaped
    .split('\n')
    .map((line) => `<p>${line}</p>`)
    .join('')
}

/**
 * A message's markup for the editor, which keeps only what it knows. The page is parsed and never shown: nothing in it runs
 * or loads. Where it cannot be read there are still the words.
 */
export async function editableHtml(url: string, text: string): Promise<string> {
  const response = await fetch(url, { credentials: 'same-origin' }).catch(() => null)
  if (!response?.ok) return htmlOfText(text)
  const page = new DOMParser().parseFromString(await response.text(), 'text/html')
  for (const element of page.querySelectorAll('script, style, link, meta, img, svg, iframe, object')) element.remove()
  return page.body.innerHTML.trim() || htmlOfText(text)
}
