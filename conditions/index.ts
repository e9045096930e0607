export { explain, type Names } from './explain.ts'
export { type ConditionProblem, parseCondition, type ParsedCondition } from './parse-condition.ts'
export { type Facts, toPredicate } from './to-predicate.ts'
export { type Source, toSql } from './to-sql.ts'
export {
  type Catalogue,
  type Circumstances,
  type Condition,
  type Duration,
  type DurationUnit,
  durationUnits,
  type Field,
  type FieldKind,
  fieldKinds,
  me,
  type Operator,
  operatorsOf,
  type Scalar,
  type Test,
  type Value,
} from './types.ts'
export { type Words, type WordsLanguage, wordsOf } from './words.ts'
