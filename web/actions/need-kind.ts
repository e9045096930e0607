import type { Need } from '../../client/types.ts'

export type NeedKind = 'boolean' | 'time' | 'agent' | 'team' | 'choice' | 'category' | 'number' | 'line' | 'text'

const byType: Record<string, NeedKind> = {
  boolean: 'boolean',
  checkbox: 'boolean',
  datetime: 'time',
  'date-time': 'time',
  time: 'time',
  timestamp: 'time',
  agent: 'agent',
  team: 'team',
  choice: 'choice',
  category: 'category',
  enum: 'choice',
  number: 'number',
  integer: 'number',
  score: 'number',
  longtext: 'text',
}

const byName: Record<string, NeedKind> = {
  at: 'time',
  until: 'time',
  agent: 'agent',
  team: 'team',
  confirmed: 'boolean',
  mail: 'boolean',
  internal: 'boolean',
  score: 'number',
  text: 'text',
  reason: 'text',
}

/** Which control asks for a need. Its type decides; plain "text" or "string" leaves it to the name. */
export function needKind(need: Need): NeedKind {
  if (need.options?.length) return 'choice'
  return byType[need.type] ?? byName[need.name] ?? 'line'
}
