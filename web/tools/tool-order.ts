/** Everything in the order somebody chose; what they never placed comes after, in the order it has by itself. */
export function inOrder<T extends { readonly key: string }>(all: readonly T[], order: readonly string[]): T[] {
  const placed = order.flatMap((key) => all.filter((one) => one.key === key))
  return [...new Set([...placed, ...all])]
}

/** The keys with one of them before another; null: at the end. */
export function withMoved(keys: readonly string[], moved: string, before: string | null): string[] {
  const rest = keys.filter((key) => key !== moved)
  const at = before === null ? rest.length : rest.indexOf(before)
  return rest.toSpliced(at < 0 ? rest.length : at, 0, moved)
}
