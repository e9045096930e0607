export const languages = ['en', 'ja', 'ko'] as const
export type Language = (typeof languages)[number]

const remembered = new Map<string, Language>()
const mostRemembered = 200

/**
 * The language a request asks for (RFC 9110 §12.5.4), of those the product speaks; English where it asks for none of them,
 * which is what programs get that do not say.
 */
export function languageOf(acceptLanguage: string | undefined): Language {
  if (acceptLanguage === undefined) return 'en'
  const known = remembered.get(acceptLanguage)
  if (known) return known
  const chosen = choose(acceptLanguage.slice(0, 500))
  // Nearly everybody sends one of a few; whoever sends another each time fills nothing.
  if (remembered.size < mostRemembered && acceptLanguage.length < 200) remembered.set(acceptLanguage, chosen)
  return chosen
}

function choose(header: string): Language {
  let best: Language = 'en'
  let weight = 0
  for (const range of header.split(',')) {
    const [tag = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase())
    const language = languages.find((one) => tag === one || tag.startsWith(`${one}-`))
    const q = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2)
    const wanted = q === undefined ? 1 : Number(q)
    // Of two that are wanted alike the first one counts.
    if (language && wanted > weight) {
      best = language
      weight = wanted
    }
  }
  return best
}
