import { check, diagram, type Finding, type Lifecycle, parseLifecycle } from '../../lifecycle/index.ts'
import { AppError } from '../platform/errors/index.ts'

/** A definition that somebody sent, with every problem of its form reported together. */
export function readDefinition(definition: unknown): Lifecycle {
  const parsed = parseLifecycle(definition)
  if (parsed.ok) return parsed.lifecycle
  const errors = parsed.problems.map(({ path, message }) => ({ path: path ? `definition.${path}` : 'definition', message }))
  throw new AppError('invalid_input', 'The definition is not a lifecycle yet. Nothing was changed.', { errors })
}

export interface Judged {
  readonly findings: Finding[]
  readonly diagram: string
}

export function judge(lifecycle: Lifecycle): Judged {
  return { findings: check(lifecycle), diagram: diagram(lifecycle) }
}

/** What keeps a lifecycle from being published. */
export function refuseFaults(lifecycle: Lifecycle): void {
  const findings = check(lifecycle)
  if (findings.some((finding) => finding.severity === 'error')) throw new AppError('invalid_lifecycle', undefined, { findings })
}
