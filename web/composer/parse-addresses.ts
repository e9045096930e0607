import type { MailAddress } from '../../client/types.ts'

/** Reads "Yuki <yuki@kaze.example>, tom@b.example" as pasted or typed. What is not an address is handed back. */
export function parseAddresses(text: string): { found: MailAddress[]; rest: string } {
  const found: MailAddress[] = []
  const rest: string[] = []
  for (const part of split(text)) {
    const named = /^"?([^"<]*?)"?\s*<([^<>\s]+@[^<>\s]+)>$/.exec(part)
    const bare = /^[^\s@<>"]+@[^\s@<>".]+(\.[^\s@<>".]+)*$/.test(part)
    if (named?.[2]) found.push({ address: named[2], ...(named[1] ? { name: named[1].trim() } : {}) })
    else if (bare) found.push({ address: part })
    else rest.push(part)
  }
  return { found, rest: rest.join(', ') }
}

/** Commas and semicolons part addresses, but not inside quotes ("Tanaka, Yuki" <…>); spaces part bare addresses. */
function split(text: string): string[] {
  const parts = text.match(/(?:"[^"]*"|[^,;"\n])+/g) ?? []
  return parts.flatMap((part) => (/[<"]/.test(part) ? [part.trim()] : part.trim().split(/\s+(?=\S+@)/))).filter(Boolean)
}
