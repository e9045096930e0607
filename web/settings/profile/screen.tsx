import { useState } from 'react'
import { SelectField } from '../../../ui/field.tsx'
import { type Preferences, setPreferences, setTheme, type Theme, theme, usePreferences } from '../../session/preferences.ts'
import { t } from '../../words/index.ts'
import { SectionHead } from '../section.tsx'

export function Screen() {
  const [chosen, setChosen] = useState(theme)
  const { density } = usePreferences()
  return (
    <section>
      <SectionHead title={t.profile.screen} text={t.profile.screenText} />
      <div className="grid gap-3 sm:grid-cols-2">
        <SelectField
          label={t.settings.theme}
          value={chosen}
          options={Object.entries(t.settings.themes).map(([value, label]) => ({ value, label }))}
          onChange={(event) => {
            setTheme(event.target.value as Theme)
            setChosen(event.target.value as Theme)
          }}
        />
        <SelectField
          label={t.list.density}
          value={density}
          options={Object.entries(t.list.densities).map(([value, label]) => ({ value, label }))}
          onChange={(event) => setPreferences({ density: event.target.value as Preferences['density'] })}
        />
      </div>
    </section>
  )
}
