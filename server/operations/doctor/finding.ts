import { StartProblem } from '../../platform/start-problem.ts'

/** What one check found: a line, and what to do when it is not in order. */
export interface Finding {
  readonly check: string
  readonly state: 'ok' | 'warning' | 'problem'
  readonly says: string
  readonly todo: string | null
}

export const ok = (check: string, says: string): Finding => ({ check, state: 'ok', says, todo: null })
export const warning = (check: string, says: string, todo: string): Finding => ({ check, state: 'warning', says, todo })
export const problem = (check: string, says: string, todo: string): Finding => ({ check, state: 'problem', says, todo })

/** What ends a check is a finding itself. */
export async function found(check: string, look: () => Promise<Finding[]> | Finding[]): Promise<Finding[]> {
  try {
    return await look()
  } catch (error) {
    if (error instanceof StartProblem) return [problem(check, error.message, error.nextStep)]
    return [
      problem(
        check,
        `The check failed: ${error instanceof Error ? error.message : String(error)}`,
        'Put right what the line says and run doctor again.',
      ),
    ]
  }
}
