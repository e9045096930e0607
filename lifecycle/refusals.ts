import { statusesAsked, statusOf } from './compile.ts'
import { whoMay } from './decide.ts'
import { actorLabels, eventLabels } from './event-labels.ts'
import { type Language, sentences, type Words } from './refusal-sentences.ts'
import type { ActorKind, Lifecycle, Refusal } from './types.ts'

/**
 * One plain sentence or two for a refusal: the status, the action and the reason, and what is possible instead where that helps.
 * A customer reads the customer's words for a status.
 *
 * @example
 * refusalMessage(contactCenter, { ok: false, reason: 'final_status', event: 'hold', status: 'completed', actor: 'agent' })
 * // “Hold” is not possible while the ticket is Completed: Completed is final.
 */
export function refusalMessage(lifecycle: Lifecycle, refusal: Refusal, lang: Language = 'en'): string {
  const label = (key: string | null | undefined) => labelOf(lifecycle, key, refusal.actor, lang)
  const words: Words = {
    action: eventLabels[refusal.event][lang],
    status: label(refusal.status),
    target: refusal.event === 'status_set' ? label(refusal.asked) : undefined,
    targetKey: refusal.asked,
    possibleIn: statusesOffering(lifecycle, refusal).map((key) => label(key) ?? key),
    people: peopleWhoMay(lifecycle, refusal).map((kind) => actorLabels[kind][lang]),
    byCustomer: refusal.actor === 'customer',
    mayCloseNow: mayCloseNow(lifecycle, refusal),
  }
  return sentences[lang][refusal.reason](words)
}

function labelOf(lifecycle: Lifecycle, key: string | null | undefined, actor: ActorKind, lang: Language): string | undefined {
  const status = key === null || key === undefined ? undefined : statusOf(lifecycle, key)
  if (!status) return undefined
  return (actor === 'customer' ? (status.customerLabel ?? status.label) : status.label)[lang]
}

/** Where this actor could do what was refused. A lifecycle that offers it nearly everywhere yields nothing: a long list helps nobody. */
function statusesOffering(lifecycle: Lifecycle, refusal: Refusal): string[] {
  const { event, actor, asked, status } = refusal
  const offering = lifecycle.transitions.filter((row) => row.on === event && !row.refuse && row.by.includes(actor))
  const fitting = event === 'status_set' && asked !== undefined ? offering.filter((row) => statusesAsked(row).includes(asked)) : offering
  const keys = [...new Set(fitting.flatMap((row) => row.from))].filter((key) => key !== status && key !== asked)
  return keys.length > 5 ? [] : keys
}

function peopleWhoMay(lifecycle: Lifecycle, refusal: Refusal): ActorKind[] {
  if (refusal.reason !== 'wrong_actor' || refusal.status === null) return []
  return whoMay(lifecycle, refusal.status, { type: refusal.event, actor: refusal.actor, to: refusal.asked })
}

function mayCloseNow(lifecycle: Lifecycle, refusal: Refusal): boolean {
  if (refusal.actor !== 'customer' || refusal.status === null) return false
  return statusOf(lifecycle, refusal.status)?.customer?.close === true
}
