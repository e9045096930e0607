export const languages = ['en', 'ja', 'ko'] as const
export type Language = (typeof languages)[number]

const storageKey = 'statedesk.language'

/** The language the person chose in this browser, else the first of the browser's own that there is. */
export function chosenLanguage(): Language {
  if (typeof document === 'undefined') return 'en'
  const wanted = [localStorage.getItem(storageKey), ...navigator.languages.map((tag) => tag.split('-')[0])]
  const found = wanted.find((one): one is Language => languages.includes(one as Language)) ?? 'en'
  document.documentElement.lang = found
  return found
}

/** Shows the screens in another language from the next load on. */
export function chooseLanguage(next: Language): void {
  localStorage.setItem(storageKey, next)
}
