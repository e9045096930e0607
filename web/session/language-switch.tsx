import { Languages } from 'lucide-react'
import { language, t } from '../words/index.ts'
import type { Language } from '../words/language.ts'
import { setLanguage } from './preferences.ts'

/** For whoever is not signed in: it starts in the browser's language, and the choice becomes theirs when they sign in. */
export function LanguageSwitch() {
  return (
    <label className="flex items-center gap-1.5 text-fg-2">
      <Languages size={14} aria-hidden="true" className="text-fg-3" />
      <span className="sr-only">{t.settings.language}</span>
      <select
        value={language}
        onChange={(event) => void setLanguage(event.target.value as Language)}
        className="h-8 rounded-[6px] border border-transparent bg-transparent px-1 hover:border-line-strong"
      >
        {Object.entries(t.settings.languages).map(([code, name]) => (
          <option key={code} value={code} lang={code}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}
