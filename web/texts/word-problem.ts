import { isProblem } from '../../client/client.ts'

const codes = ['restricted_words', 'unknown_variable', 'unfilled_variable', 'confirm_warnings']

/** The server would not send these words, or not without a second look: the preview shows which and where. */
export function isWordProblem(error: unknown): boolean {
  return codes.some((code) => isProblem(error, code))
}
