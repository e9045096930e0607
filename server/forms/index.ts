export { addItem } from './change-form.ts'
export { addField } from './fields.ts'
export { type AskedFields, checkFields, type FieldProblem } from './check-fields.ts'
export { type FieldValue, type FieldValues, sayValue } from './field-value.ts'
export {
  firstTypes,
  type Form,
  type FormField,
  type FormFieldKind,
  formOf,
  type FormRow,
  type FormType,
  isOffered,
  type Name,
} from './form.ts'
export { hasCategory, offeredForm } from './forms.queries.ts'
export { formRoutes } from './forms.routes.ts'
export { FormView, keyIn } from './forms.schema.ts'
export { fieldKindsOf, type FormOut, formView, hasCategories, readForm, wholeForm } from './read-form.ts'
export {
  /** @public */
  fieldsOf,
} from './read-form.ts'
