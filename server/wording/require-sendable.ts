import { AppError } from '../platform/errors/index.ts'
import type { Finding } from './findings.ts'
import { blockedSentence, variableSentence } from './sentences.ts'

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
  const blocking = (kind: Finding['kind']) => findings.filter((one) => one.kind === kind && one.effect === 'block')
  const words = blocking('restricted_word')
  if (words.length > 0) {
    throw new AppError('restricted_words', blockedSentence(words), { words: words.map(placed), findings: findings.map(placed) })
  }
  for (const kind of ['unknown_variable', 'unfilled_variable'] as const) {
    const variables = blocking(kind).map(({ phrase }) => phrase)
    if (variables.length > 0) throw new AppError(kind, variableSentence(kind, variables), { variables, findings: findings.map(placed) })
  }
  const warned = findings.some(({ effect }) => effect === 'warn')
  if (warned && canConfirm && !confirmed) throw new AppError('confirm_warnings', undefined, { findings: findings.map(placed) })
}

/** Where it is, without the words around it: a problem may be logged by whoever gets it. The preview shows them. */
function placed({ places, ...finding }: Finding) {
  return { ...finding, places: places.map(({ block, start, end }) => ({ block, start, end })) }
}
