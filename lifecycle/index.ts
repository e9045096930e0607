export {
  available,
  customerRights,
  defaultRights,
  type Need,
  type OfferedAction,
  type StatusChoice,
  slaRuns,
  statusChoices,
} from './available.ts'
export { builtInLifecycles, contactCenter, defaultLifecycleKey, inbox, live, signOff, support } from './built-in/index.ts'
export { check, type Finding, type FindingCode, findingCodes, type PathStep } from './check.ts'
export { decide } from './decide.ts'
export { defineLifecycle, type LifecycleOf } from './define-lifecycle.ts'
export { diagram } from './diagram.ts'
export { actorLabels, eventLabels } from './event-labels.ts'
export { guardLabels } from './guard-labels.ts'
export { type ParseResult, parseLifecycle } from './parse-lifecycle.ts'
export type { Problem } from './parse-values.ts'
export type { Language } from './refusal-sentences.ts'
export { refusalMessage } from './refusals.ts'
export * from './types.ts'
