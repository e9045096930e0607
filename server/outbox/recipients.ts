/** Two spellings of one mailbox: domains never differ by case, and in practice local parts do not either. */
export function sameMailbox(address: string): string {
  return address.trim().toLowerCase()
}

export function domainOf(address: string): string {
  return address
    .slice(address.lastIndexOf('@') + 1)
    .trim()
    .toLowerCase()
}
