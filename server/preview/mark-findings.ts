import { type Body, markSpans } from '../messages/body/index.ts'
import type { Finding } from '../wording/index.ts'

// Characters that mean nothing by themselves: they come through the mail's own writer untouched and become marks at the end.
const opening = { block: '\ue0f0', warn: '\ue0f1', note: '\ue0f2' } as const
const closing = '\ue0f3'

const styles = {
  block: 'background:#ffd5d8;color:#7a0c16;border-bottom:2px solid #c5303c',
  warn: 'background:#ffe9b0;color:#5b3a00;border-bottom:2px solid #b57b0b',
  note: 'background:#e4e8ee;color:#26303f;border-bottom:2px solid #6d7787',
} as const

/** A copy in which the places of findings are marked; where two meet the first one counts. */
export function markFindings(body: Body, findings: readonly Finding[]): Body {
  const places = findings.flatMap(({ effect, places: own }) => own.map(({ block, start, end }) => ({ block, start, end, effect })))
  const apart = places.filter(
    (place, index) => !places.slice(0, index).some((one) => one.block === place.block && one.start < place.end && place.start < one.end),
  )
  return markSpans(body, apart, (words, { effect }) => opening[effect] + words + closing)
}

export function withMarks(html: string): string {
  return html.replace(/[\ue0f0-\ue0f3]/g, (mark) => {
    if (mark === closing) return '</mark>'
    const effect = (['block', 'warn', 'note'] as const).find((one) => opening[one] === mark) ?? 'note'
    return `<mark style="${styles[effect]}">`
  })
}

export function withoutMarks(text: string): string {
  return text.replace(/[\ue0f0-\ue0f3]/g, '')
}
