import type { Desk } from '../../../client/types.ts'
import { CheckField, TextField } from '../../../ui/field.tsx'
import { t } from '../../words/index.ts'
import { TheirChanges } from '../../editing/their-changes.tsx'
import { Panel } from './panel.tsx'
import { SaveBar } from './save-bar.tsx'
import { useDeskForm } from './use-desk-form.ts'

const words = t.deskSetup

const formOf = ({ settings }: Desk) => ({
  resolutionTextRequired: settings.resolutionTextRequired,
  categoryRequired: settings.categoryRequired,
  membersSeeAll: settings.membersSeeAll,
  normalIsMedium: settings.normalIsMedium,
  takesTransfers: settings.takesTransfers,
  replyMovesWaiting: settings.replyMovesWaiting,
  returnOnCustomerMessage: settings.returnOnCustomerMessage,
  returnAfterTime: settings.returnAfterTime,
  returnMinutes: settings.returnMinutes,
  idleMinutes: settings.idleMinutes,
})
type Form = ReturnType<typeof formOf>

const labelOf = (key: keyof Form) => (key === 'takesTransfers' ? t.transfers.takes : words[key])
const hints: Partial<Record<keyof Form, string>> = { membersSeeAll: words.membersSeeAllHint, takesTransfers: t.transfers.takesHint }

const checks = [
  'resolutionTextRequired',
  'categoryRequired',
  'membersSeeAll',
  'normalIsMedium',
  'takesTransfers',
  'replyMovesWaiting',
  'returnOnCustomerMessage',
  'returnAfterTime',
] as const

export function Rules({ desk }: { desk: Desk }) {
  const edit = useDeskForm(desk, formOf, (settings) => ({ settings }))
  const { form, set } = edit
  const say = (key: keyof Form, values: Form) => {
    const value = values[key]
    return typeof value === 'boolean' ? (value ? t.log.yes : t.log.no) : String(value)
  }
  return (
    <Panel title={words.rules} onSubmit={edit.submit}>
      {edit.theirs ? <TheirChanges theirs={edit.theirs} label={labelOf} say={say} onTake={edit.takeTheirs} /> : null}
      <div className="flex flex-col sm:col-span-2">
        {checks.map((key) => (
          <CheckField
            key={key}
            label={labelOf(key)}
            hint={hints[key]}
            checked={form[key]}
            onChange={(event) => set({ [key]: event.target.checked })}
          />
        ))}
      </div>
      {(['returnMinutes', 'idleMinutes'] as const).map((key) =>
        key === 'returnMinutes' && !form.returnAfterTime ? null : (
          <TextField
            key={key}
            label={words[key]}
            type="number"
            min={1}
            max={43_200}
            required
            value={form[key]}
            onChange={(event) => set({ [key]: event.target.valueAsNumber })}
          />
        ),
      )}
      <SaveBar button={words.saveRules} busy={edit.busy} error={edit.error} isChanged={edit.isChanged} />
    </Panel>
  )
}
