/** The id an address is, unless it is a reference. */
export function idIn(address: string): number | null {
  return /^\d{1,15}$/.test(address) ? Number(address) : null
}
