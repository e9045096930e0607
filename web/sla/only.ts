import type { ServicePolicy } from '../../client/types.ts'

/** The conditions the form can show; others are kept as they are. Empty: any. */
export interface Only {
  readonly label: string
  readonly type: string
  readonly channel: string
}

type Where = ServicePolicy['where']

export function whereOf({ label, type, channel }: Only): Where {
  const all = [
    ...(label ? [{ field: 'labels', op: 'has_any', value: [label] }] : []),
    ...(type ? [{ field: 'type', op: 'is', value: type }] : []),
    ...(channel ? [{ field: 'channel', op: 'is', value: channel }] : []),
  ]
  return all.length ? { all } : null
}

/** Null: it is more than the form can show. */
export function onlyOf(where: Where): Only | null {
  const only: Record<keyof Only, string> = { label: '', type: '', channel: '' }
  if (where === null) return only
  const tests = where['all']
  if (!Array.isArray(tests) || Object.keys(where).length !== 1) return null
  for (const test of tests as { field?: unknown; op?: unknown; value?: unknown }[]) {
    if (test.field === 'labels' && test.op === 'has_any' && Array.isArray(test.value) && test.value.length === 1)
      only.label = String(test.value[0])
    else if ((test.field === 'type' || test.field === 'channel') && test.op === 'is') only[test.field] = String(test.value)
    else return null
  }
  return JSON.stringify(whereOf(only)) === JSON.stringify(where) ? only : null
}
