/** Numbers and lists as people of a language write them. Formatters are costly to make and are kept. */

const kept = new Map<string, unknown>()

/** The formatter of this name, made the first time it is asked for. */
export function formatter<T>(name: string, make: () => T): T {
  const known = kept.get(name) as T | undefined
  if (known !== undefined) return known
  const made = make()
  kept.set(name, made)
  return made
}

/** The language the page is written in. */
export function pageLanguage(): string {
  return (typeof document === 'undefined' ? '' : document.documentElement.lang) || 'en'
}

/** The day stands before the month and the day has 24 hours: that is what teams in several countries read alike. */
export function localeOf(language: string): string {
  return language === 'en' ? 'en-GB' : language
}

export function formatNumber(value: number, language: string): string {
  return formatter(`number ${language}`, () => new Intl.NumberFormat(language)).format(value)
}

/** "Mina, Joon and Ada", 「Mina、Joon、Ada」. */
export function formatList(items: readonly string[], language: string): string {
  return formatter(`list ${language}`, () => new Intl.ListFormat(localeOf(language), { type: 'conjunction' })).format(items)
}
