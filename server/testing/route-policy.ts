import type { Operation } from './api-operations.ts'

/** What somebody has to see for an operation to find anything. */
export type Scope = 'ticket' | 'desk' | 'first_message' | 'own' | 'workspace' | 'open'

/** By address: tickets and what belongs to them follow the ticket; a desk its members; the rest is everybody's in the workspace. */
export function scopeOf({ path, open }: Pick<Operation, 'path' | 'open'>): Scope {
  if (open) return 'open'
  if (/^\/(tickets|outbox|attachments)\/\{/.test(path)) return 'ticket'
  if (path.startsWith('/desks/{id}/first-message')) return 'first_message'
  if (path.startsWith('/desks/{id}')) return 'desk'
  if (/^\/(me|session|notices|uploads|bulk)(\/|$)/.test(path)) return 'own'
  return 'workspace'
}

const scopes: Record<Scope, string> = {
  ticket: 'of tickets one sees',
  desk: 'of desks one works on, or with settings.manage',
  first_message: 'of desks one works on, with `tickets.reply` as well',
  own: 'one’s own',
  workspace: 'of the workspace',
  open: 'nobody’s',
}

/** The written policy: who may use which route. */
export function permissionPage(operations: readonly Operation[]): string {
  const rows = operations.map((operation) => {
    const right = operation.permission ?? operation.verbPermission
    const first = operation.permission ? ' (asked first)' : ''
    const who = operation.open ? 'anybody' : right === null ? 'staff' : `staff with \`${right}\`${first}`
    return `| \`${operation.name}\` | ${who} | ${scopes[scopeOf(operation)]} |`
  })
  return [
    '# Who may use which route',
    '',
    'Generated from the definitions of the routes; a test asks every route as every kind of caller and compares.',
    '',
    '1. Without a valid session or key: 401, whatever was asked. The same for who was removed or disabled, or whose session or key has ended.',
    '2. Where the right is asked first: 403 without it, whether what was named exists or not.',
    '3. What one may not see is not found: 404, in the same words as what does not exist. One sees the tickets of desks one works on with',
    '   `tickets.view_all`, and those assigned to oneself. Lists, counts and feeds hold nothing else, and nothing of',
    '   another workspace is ever seen.',
    '4. Then the verb’s own right: 403 without it.',
    '5. A note takes `tickets.note` instead of `tickets.reply`; what speaks for a customer takes `messages.as_customer`; assigning while',
    '   creating takes `tickets.assign` too, and answering with a status `tickets.change_status`. An API key has no password to change.',
    '',
    'Routes under `/setup` are there until the first person can sign in, and not found afterwards.',
    '',
    '| route | who | what |',
    '|---|---|---|',
    ...rows,
    '',
  ].join('\n')
}
