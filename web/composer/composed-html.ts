/** What the editor holds as it is kept and sent: its pictures are called `cid:upload-7`. */
export function composedHtml(html: string): string {
  return html.replace(/<img data-upload="(\d+)"/g, '<img src="cid:upload-$1"')
}

/** The uploads that stand in some HTML as pictures. */
export function picturesIn(html: string): Set<string> {
  return new Set([...html.matchAll(/src="cid:upload-(\d+)"/g)].map((match) => match[1] ?? ''))
}

/** The colleagues whom some HTML mentions. */
export function mentionsIn(html: string): string[] {
  return [...new Set([...html.matchAll(/<span\b[^>]*\bdata-mention="(\d+)"/g)].map((match) => match[1] ?? ''))]
}
