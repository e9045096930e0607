/** Moves one key before or after its neighbour among those that are shown; what is not shown here keeps its place. */
export function moveShown(all: readonly string[], shown: readonly string[], key: string, by: 1 | -1): string[] {
  const neighbour = shown[shown.indexOf(key) + by]
  if (neighbour === undefined) return [...all]
  return all.map((one) => (one === key ? neighbour : one === neighbour ? key : one))
}
