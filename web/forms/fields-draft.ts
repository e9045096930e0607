import { sameTyped, type Typed } from './form.ts'

/** What somebody typed into a ticket's fields and did not save yet. */
export interface FieldsDraft {
  /** Only what was touched. */
  readonly typed: Readonly<Record<string, Typed>>
  readonly inquiryType?: string | null
  /** What the ticket held where it was touched first: that it changed since is shown. */
  readonly before: Readonly<Record<string, Typed>>
  readonly inquiryTypeBefore?: string | null
}

export const untouched: FieldsDraft = { typed: {}, before: {} }

/** What was saved, while the fields could be typed on. */
export interface Saved {
  readonly typed: Readonly<Record<string, Typed>>
  readonly inquiryType: string | null
}

/** What is left of a draft once it was saved: what was changed since it was sent, now compared with what was sent. */
export function leftAfter(draft: FieldsDraft, sent: FieldsDraft, saved: Saved): FieldsDraft {
  const since = Object.entries(draft.typed).filter(([field, value]) => {
    const then = sent.typed[field]
    return then === undefined || !sameTyped(value, then)
  })
  const before = since.flatMap(([field]) => {
    const held = saved.typed[field] ?? draft.before[field]
    return held === undefined ? [] : [[field, held] as const]
  })
  return {
    typed: Object.fromEntries(since),
    before: Object.fromEntries(before),
    ...(draft.inquiryType === sent.inquiryType || draft.inquiryType === undefined
      ? {}
      : { inquiryType: draft.inquiryType, inquiryTypeBefore: saved.inquiryType }),
  }
}

function keyOf(me: string, ticket: string): string {
  return `statedesk.fields.${me}.${ticket}`
}

/** What this person left unsaved in this browser. */
export function keptFields(me: string, ticket: string): FieldsDraft {
  try {
    const kept = JSON.parse(localStorage.getItem(keyOf(me, ticket)) ?? 'null') as Partial<FieldsDraft> | null
    return kept ? { ...untouched, ...kept } : untouched
  } catch {
    // Somebody edited it by hand, or the browser keeps nothing: then there is nothing to go on with.
    return untouched
  }
}

export function keepFields(me: string, ticket: string, draft: FieldsDraft): void {
  const isTouched = draft.inquiryType !== undefined || Object.keys(draft.typed).length > 0
  try {
    if (isTouched) localStorage.setItem(keyOf(me, ticket), JSON.stringify(draft))
    else localStorage.removeItem(keyOf(me, ticket))
  } catch {
    // A full or forbidden store: the screen still holds it.
  }
}
