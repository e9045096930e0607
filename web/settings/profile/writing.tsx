import { SelectField } from '../../../ui/field.tsx'
import { setPreferences, usePreferences } from '../../session/preferences.ts'
import { t } from '../../words/index.ts'
import { SectionHead } from '../section.tsx'

const delays = [0, 5, 10, 20, 30, 60]

/** How long a reply can be taken back. The signature has a page of its own. */
export function Writing() {
  const { undoSendSeconds } = usePreferences()
  const choices = [...new Set([...delays, undoSendSeconds])].sort((one, other) => one - other)
  return (
    <section>
      <SectionHead title={t.profile.writing} />
      <SelectField
        label={t.profile.undoSend}
        hint={t.profile.undoSendHint}
        className="sm:max-w-72"
        value={String(undoSendSeconds)}
        options={choices.map((seconds) => ({ value: String(seconds), label: t.profile.undoSeconds(seconds) }))}
        onChange={(event) => setPreferences({ undoSendSeconds: Number(event.target.value) })}
      />
    </section>
  )
}
