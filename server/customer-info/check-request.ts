import type { App } from '../access/index.ts'
import { invalid } from '../platform/errors/index.ts'
import { checkWebAddress, guardOf } from '../platform/outgoing/index.ts'
import { replaceVariables, requireKnown, variablesIn } from '../variables/index.ts'
import { contactVariables, hasDotSegment, pathOf, type RequestTemplate, searchVariable } from './fill-request.ts'

type UseFor = 'tickets' | 'search' | 'both'

/** Without a ticket there is no contact: whoever is looked for is what was typed. */
function variablesFor(useFor: UseFor): ReadonlySet<string> {
  return new Set(useFor === 'tickets' ? [...contactVariables, searchVariable] : [searchVariable])
}

/**
 * Refuses a request that could not be sent as it is meant, before it is kept. The host is judged again each time it is
 * asked; a name that cannot be found right now may be there later.
 * @throws unknown_variable, invalid_input
 */
export async function checkRequest(app: App, { method, url, body }: RequestTemplate, useFor: UseFor): Promise<void> {
  const allowed = variablesFor(useFor)
  requireKnown(url, allowed, 'url')
  const bare = replaceVariables(url, () => 'x')
  const [origin = ''] = /^https?:\/\/[^/?#\\]*/i.exec(url) ?? []
  if (origin === '') throw invalid('url', 'is not an address that starts with https://')
  if (origin.includes('{')) throw invalid('url', 'may hold variables only after the host')
  if (/[{}]/.test(bare)) throw invalid('url', 'has a brace that is not part of a variable')
  if (/[\s\\#\p{Cc}]/u.test(bare) || hasDotSegment(pathOf(bare))) {
    throw invalid('url', 'may not hold spaces, #, backslashes or parts that are only dots')
  }
  const checked = await checkWebAddress(guardOf(app.config), bare)
  if (!checked.ok && checked.reason !== 'host_not_found') throw invalid('url', checked.message)
  if (method === 'GET' && body !== null) throw invalid('body', 'is sent with POST only')
  if (body !== null) checkBody(body, allowed)
  if (variablesIn(url).length + (body === null ? 0 : variablesIn(body).length) === 0) {
    throw invalid('url', 'has no variable, so that everybody would be answered the same')
  }
}

function checkBody(body: string, allowed: ReadonlySet<string>): void {
  requireKnown(body, allowed, 'body')
  if (isJson(body) && variablesInNames(JSON.parse(body)) === 0) return
  throw invalid('body', 'must be JSON with every variable inside the quotes of a value')
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** Names of members stay as they were written. */
function variablesInNames(json: unknown): number {
  if (typeof json !== 'object' || json === null) return 0
  const names = Array.isArray(json) ? [] : Object.keys(json)
  return [...names.map((name) => variablesIn(name).length), ...Object.values(json).map(variablesInNames)].reduce((sum, n) => sum + n, 0)
}
