import { me, type Catalogue, type Circumstances, type FieldKind, type Scalar, type Test } from './types.ts'

export function kindOf(catalogue: Catalogue, { field }: Test): FieldKind {
  const known = catalogue[field]
  if (!known) throw new Error(`the condition asks for the unknown field ${field}`)
  return known.kind
}

/** The values of a test as they are meant now: `me` by its id, and nothing where nobody looks. */
export function valuesMeant(kind: FieldKind, { value }: Test, { me: whoLooks }: Circumstances): readonly Scalar[] {
  const given = (Array.isArray(value) ? value : [value]) as readonly Scalar[]
  if (kind !== 'person') return given
  return given.flatMap((one) => (one === me ? (whoLooks ?? []) : one))
}
