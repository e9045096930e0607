/** What two people made of the same thing: mine where I changed it, else theirs. */
export function mergeChanges<Form extends object>(
  base: Form,
  mine: Form,
  theirs: Form,
): { merged: Form; theirs: (keyof Form)[]; both: (keyof Form)[] } {
  const keys = Object.keys(theirs) as (keyof Form)[]
  const differs = (one: Form, other: Form, key: keyof Form) => JSON.stringify(one[key]) !== JSON.stringify(other[key])
  const isMine = (key: keyof Form) => differs(base, mine, key) && differs(mine, theirs, key)
  const changed = keys.filter((key) => differs(base, theirs, key) && differs(mine, theirs, key))
  const merged = { ...theirs }
  for (const key of keys) if (isMine(key)) merged[key] = mine[key]
  return { merged, theirs: changed.length ? keys.filter((key) => differs(base, theirs, key)) : [], both: changed.filter(isMine) }
}

/** Of a form what is other than it was. */
export function changesOf<Form extends object>(base: Form, form: Form): Partial<Form> {
  const changes: Partial<Form> = {}
  for (const key of Object.keys(form) as (keyof Form)[])
    if (JSON.stringify(base[key]) !== JSON.stringify(form[key])) changes[key] = form[key]
  return changes
}
