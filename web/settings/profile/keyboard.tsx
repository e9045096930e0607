import { Button } from '../../../ui/button.tsx'
import { CheckField } from '../../../ui/field.tsx'
import { keysOf } from '../../keyboard/remap.ts'
import { shortcuts } from '../../keyboard/shortcuts.ts'
import { setPreferences, usePreferences } from '../../session/preferences.ts'
import { t } from '../../words/index.ts'
import { SectionHead } from '../section.tsx'
import { KeyField } from './key-field.tsx'

export function Keyboard() {
  const { shortcuts: letters, keys } = usePreferences()
  const groups = [...new Set(shortcuts.map((shortcut) => shortcut.group))]
  const changed = shortcuts.some((shortcut) => keysOf(shortcut, keys) !== shortcut.keys)
  return (
    <section>
      <SectionHead title={t.profile.keyboard} text={t.profile.keyboardText}>
        {changed ? <Button onClick={() => setPreferences({ keys: {} })}>{t.profile.resetKeys}</Button> : null}
      </SectionHead>
      <CheckField
        label={t.settings.shortcuts}
        hint={t.settings.shortcutsHint}
        checked={letters}
        onChange={(event) => setPreferences({ shortcuts: event.target.checked })}
      />
      {letters ? (
        <div className="mt-3 columns-1 gap-8 md:columns-2">
          {groups.map((group) => (
            <div key={group} role="group" aria-label={group} className="mb-5 break-inside-avoid">
              <h3 className="mb-1 text-xs font-semibold text-fg-2">{group}</h3>
              <ul>
                {shortcuts
                  .filter((shortcut) => shortcut.group === group)
                  .map((shortcut) => (
                    <KeyField key={shortcut.id} shortcut={shortcut} choices={keys} onChange={(next) => setPreferences({ keys: next })} />
                  ))}
              </ul>
            </div>
          ))}
        </div>
      ) : null}
    </section>
  )
}
