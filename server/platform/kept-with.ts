/** What lives as long as its owner, an app or a database for instance, and is made when it is first asked for. */
export function keptWith<Owner extends object, Thing extends object>(make: (owner: Owner) => Thing): (owner: Owner) => Thing {
  const kept = new WeakMap<Owner, Thing>()
  return (owner) => {
    const known = kept.get(owner)
    if (known) return known
    const made = make(owner)
    kept.set(owner, made)
    return made
  }
}
