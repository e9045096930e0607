/** What somebody would read of some HTML: its blocks and breaks are lines. */
export function textOfHtml(html: string): string {
  const page = new DOMParser().parseFromString(html.replace(/<\/(p|li|div|blockquote|pre|h\d)>|<br\s*\/?>/gi, '$&\n'), 'text/html')
  return page.body.textContent.replace(/\n{2,}/g, '\n').trim()
}
