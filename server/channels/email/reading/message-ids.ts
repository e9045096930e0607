import { createHash } from 'node:crypto'

const maxLength = 500
const maxIds = 200

/** The ids of a References, In-Reply-To or Message-ID header, in order, without brackets and repeats. */
export function parseMessageIds(header: string | null): string[] {
  if (!header) return []
  const ids = new Set<string>()
  for (const match of header.slice(0, 60_000).matchAll(/<([^<>]+)>/g)) add(ids, match[1] as string)
  // Some programs forget the brackets.
  if (ids.size === 0) for (const word of header.slice(0, 5_000).split(/[\s,;]+/)) if (/^[^\s@<>]+@[^\s@<>]+$/.test(word)) add(ids, word)
  const list = [...ids]
  // The first is the start of the thread, the last ones its end; both help to find it.
  return list.length <= maxIds ? list : [...list.slice(0, 1), ...list.slice(1 - maxIds)]
}

/** The id of a mail; one that is no `<…@…>` is kept as it is, since replies will name it so. */
export function parseMessageId(header: string | null): string | null {
  const [id] = parseMessageIds(header)
  if (id) return id
  const bare = clean(header ?? '')
  return bare === '' ? null : shorten(bare)
}

function add(ids: Set<string>, raw: string): void {
  const id = clean(raw)
  if (id !== '') ids.add(shorten(id))
}

function clean(raw: string): string {
  // Control characters in a Message-ID are mistakes or attacks: they are named to be taken out.
  // oxlint-disable-next-line no-control-regex
  return raw.slice(0, 20_000).replace(/[\s\u0000-\u001f\u007f<>]+/g, '')
}

// Kept whole it would not fit an index; the hash names the same mail in every reply to it.
function shorten(id: string): string {
  return id.length <= maxLength ? id : `sha256-${createHash('sha256').update(id).digest('hex')}@long-id.invalid`
}
