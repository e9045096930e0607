import { type ParsedAddressList, parseAddressList } from './addresses.ts'
import type { Headers } from './headers.ts'
import type { Address } from './types.ts'

export interface Author {
  from: Address | null
  all: Address[]
  problems: string[]
}

/**
 * Who a mail says it is from, if it says so in one way only. Several From headers, several addresses, a group or a broken
 * header leave nobody: programs disagree about which of them counts, and that is how people pose as others.
 */
export function readAuthor(headers: Headers): Author {
  const values = headers.all('from')
  const lists = values.map((value) => parseAddressList(value, 50))
  const all = lists.flatMap((list) => list.addresses)
  const problems = problemsOf(values, lists, all)
  return { from: problems.length === 0 ? (all[0] ?? null) : null, all, problems }
}

function problemsOf(values: string[], lists: ParsedAddressList[], all: Address[]): string[] {
  if (values.length === 0) return ['no From header']
  const problems: string[] = []
  if (values.length > 1) problems.push('several From headers: nobody is taken as the sender')
  if (lists.some((list) => list.hasGroup)) problems.push('the From header names a group: nobody is taken as the sender')
  if (all.length > 1) problems.push('several From addresses: nobody is taken as the sender')
  if (all.length === 0) problems.push('the From header holds no address')
  else if (lists.some((list) => list.malformed)) problems.push('the From header is malformed: nobody is taken as the sender')
  return problems
}

export function readAddresses(headers: Headers, name: string, limit: number): { addresses: Address[]; truncated: boolean } {
  const addresses: Address[] = []
  let truncated = false
  for (const value of headers.all(name).slice(0, 20)) {
    const list = parseAddressList(value, limit - addresses.length)
    addresses.push(...list.addresses)
    truncated ||= list.truncated
    if (addresses.length >= limit) break
  }
  return { addresses, truncated }
}
