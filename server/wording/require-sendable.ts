import { AppError } from '../platform/errors/index.ts'
import type { Finding } from './findings.ts'

/**
 * Refuses what may not be sent so. Warnings pass once somebody confirmed them; a program cannot, and is told of them in the
 * answer instead.
 * @param canConfirm a person in front of a screen asks
 * @throws restricted_words, unknown_variable, unfilled_variable, confirm_warnings
 */
export function requireSendable(
  findings: readonly Finding[],
  { canConfirm, confirmed }: { canConfirm: boolean; confirmed: boolean },
): void {
  const of = (kind: Finding['kind'], effect: Finding['effect']) => findings.filter((one) => one.kind === kind && one.effect === effect)
  const words = of('restricted_word', 'block')
  if (words.length > 0)
    throw new AppError('restricted_words', `${named(words)} may not be sent from this desk. ${hintsOf(words)}`.trim(), {
      words: words.map(placed),
      findings: findings.map(placed),
    })
  for (const kind of ['unknown_variable', 'unfilled_variable'] as const) {
    const names = of(kind, 'block').map(({ phrase }) => phrase)
    if (names.length === 0) continue
    const list = names.map((name) => `{{${name}}}`).join(', ')
    const sentence =
      kind === 'unknown_variable'
        ? `${list} is not a variable. Write the words, or mark them as code if they are meant so.`
        : `${list} has no value here. Write the words yourself.`
    throw new AppError(kind, sentence, { variables: names, findings: findings.map(placed) })
  }
  const warnings = findings.filter(({ effect }) => effect === 'warn')
  if (warnings.length > 0 && canConfirm && !confirmed) throw new AppError('confirm_warnings', undefined, { findings: findings.map(placed) })
}

/** Where it is, without the words around it: a problem may be logged by whoever gets it. The preview shows them. */
function placed({ places, ...finding }: Finding) {
  return { ...finding, places: places.map(({ block, start, end }) => ({ block, start, end })) }
}

function named(words: readonly Finding[]): string {
  return words.map(({ phrase }) => `“${phrase}”`).join(', ')
}

function hintsOf(words: readonly Finding[]): string {
  const hints = words.flatMap(({ hint }) => (hint ? [/[.!?。]$/.test(hint) ? hint : `${hint}.`] : []))
  return hints.length > 0 ? hints.join(' ') : 'Change the text; nothing was sent.'
}
