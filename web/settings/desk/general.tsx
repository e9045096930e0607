import { useQuery } from '@tanstack/react-query'
import type { Desk } from '../../../client/types.ts'
import { CheckField, SelectField, TextArea, TextField } from '../../../ui/field.tsx'
import { queries } from '../../data/queries.ts'
import { t } from '../../words/index.ts'
import { TheirChanges } from '../../editing/their-changes.tsx'
import { Panel } from './panel.tsx'
import { SaveBar } from './save-bar.tsx'
import { useDeskForm } from './use-desk-form.ts'

const formOf = ({ name, fromName, signature, replyToken, calendar, isDefault }: Desk) => ({
  name,
  fromName,
  signature,
  replyToken,
  calendar,
  isDefault,
})
type Form = ReturnType<typeof formOf>

const labels: Record<keyof Form, string> = {
  name: t.setup.deskName,
  fromName: t.settings.fromName,
  signature: t.settings.deskSignature,
  replyToken: t.settings.replyToken,
  calendar: t.hours.title,
  isDefault: t.deskSetup.isDefault,
}

export function General({ desk }: { desk: Desk }) {
  const calendars = useQuery(queries.calendars()).data?.items ?? []
  const edit = useDeskForm(desk, formOf, ({ isDefault, ...change }) => ({ ...change, ...(isDefault ? { isDefault } : {}) }))
  const { form, set } = edit
  const calendarName = (id: string | null) => calendars.find((one) => one.id === id)?.name ?? t.hours.always
  const say = (key: keyof Form, values: Form) =>
    key === 'calendar'
      ? calendarName(values.calendar)
      : key === 'replyToken'
        ? t.settings.replyTokens[values.replyToken]
        : key === 'isDefault'
          ? t.log.yes
          : values[key]
  return (
    <Panel title={t.deskSetup.general} text={t.deskSetup.generalText} onSubmit={edit.submit}>
      {edit.theirs ? <TheirChanges theirs={edit.theirs} label={(key) => labels[key]} say={say} onTake={edit.takeTheirs} /> : null}
      <TextField label={labels.name} required maxLength={80} value={form.name} onChange={(event) => set({ name: event.target.value })} />
      <TextField
        label={labels.fromName}
        hint={t.settings.fromNameHint}
        maxLength={120}
        value={form.fromName}
        onChange={(event) => set({ fromName: event.target.value })}
      />
      <SelectField
        label={labels.calendar}
        value={form.calendar ?? ''}
        options={[{ value: '', label: t.hours.always }, ...calendars.map(({ id, name }) => ({ value: id, label: name }))]}
        onChange={(event) => set({ calendar: event.target.value || null })}
      />
      <TextArea
        className="sm:col-span-2"
        label={labels.signature}
        rows={3}
        maxLength={5000}
        value={form.signature}
        onChange={(event) => set({ signature: event.target.value })}
      />
      <fieldset className="sm:col-span-2">
        <legend className="mb-1 text-xs font-semibold text-fg-2">{labels.replyToken}</legend>
        {(['address', 'message_id'] as const).map((token) => (
          <label key={token} className="flex min-h-7 items-start gap-2 py-1">
            <input
              type="radio"
              name="reply-token"
              className="mt-px size-4 shrink-0 accent-accent"
              checked={form.replyToken === token}
              onChange={() => set({ replyToken: token })}
            />
            {t.settings.replyTokens[token]}
          </label>
        ))}
      </fieldset>
      <div className="sm:col-span-2">
        <CheckField
          label={labels.isDefault}
          checked={form.isDefault}
          disabled={desk.isDefault}
          onChange={(event) => set({ isDefault: event.target.checked })}
        />
      </div>
      <SaveBar button={t.save} busy={edit.busy} error={edit.error} isChanged={edit.isChanged} />
    </Panel>
  )
}
