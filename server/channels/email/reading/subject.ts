const maxLength = 1_000
const maxPrefixes = 30

// Reply and forward marks of mail programs. Two letters are shared by several languages; `RE[2]:` and `Re^2:` count rounds.
const prefix =
  /^\s*(?:(?:re|fwd?|aw|antw|wg|sv|vs|vb|vl|rif|r|i|inoltrato|res|enc|rv|tr|odp|pd|ynt|ilt|bls|trs|rép|απ|πρθ|отв|ответ|перес|переслал|回复|回覆|答复|答覆|转发|轉寄|轉發|返信|転送|회신|답장|답변|전달|resp|vá|továbbítás|doorst|atb|yml|رد|إعادة توجيه|תגובה|השב|הועבר|回信|转寄|轉送|Σχετ)(?:\s?[[(^*]?\d{1,3}[\])]?)?\s?[:：]|\[(?:fwd?|re):?\]?)/iu

/** The subject without `Re:`, `Fwd:` and their translations, however many. */
export function stripSubjectPrefixes(subject: string): string {
  let rest = subject.slice(0, maxLength).trim()
  for (let round = 0; round < maxPrefixes; round += 1) {
    const match = prefix.exec(rest)
    if (!match) break
    rest = rest.slice(match[0].length).trim()
  }
  return rest
}

export function isForwardSubject(subject: string): boolean {
  return (
    /^\s*(?:fwd?|wg|vb|vl|enc|rv|tr|pd|ilt|i|转发|轉寄|轉發|転送|전달|πρθ|перес|doorst|továbbítás|yml|إعادة توجيه|הועבר|转寄|轉送)\s?[:：]/iu.test(
      subject.slice(0, 40),
    ) || /^\s*\[fwd?:/i.test(subject.slice(0, 40))
  )
}

/** Ticket references in a subject, such as `TKT-0412`, in order and without repeats, in upper case. `#412` is too common to count. */
export function findTicketReferences(subject: string, prefixes: readonly string[]): string[] {
  const wanted = new Set(prefixes.map((name) => name.toUpperCase()))
  const found = new Set<string>()
  for (const match of subject.slice(0, maxLength).matchAll(/(?<![\p{L}\p{N}-])(\p{L}[\p{L}\p{N}]{0,15})-(\d{1,12})(?![\p{L}\p{N}-])/gu)) {
    if (wanted.has((match[1] as string).toUpperCase())) found.add(`${(match[1] as string).toUpperCase()}-${match[2]}`)
    if (found.size >= 10) break
  }
  return [...found]
}
