import { useQuery } from '@tanstack/react-query'
import { api } from '../../../client/api.ts'
import type { Desk, RelayInput } from '../../../client/types.ts'
import { SelectField, TextField } from '../../../ui/field.tsx'
import { queries } from '../../data/queries.ts'
import { t } from '../../words/index.ts'
import { TheirChanges } from '../../editing/their-changes.tsx'
import { TrialButton, TrialResult, useTrial } from './mail-trial.tsx'
import { Panel } from './panel.tsx'
import { SaveBar } from './save-bar.tsx'
import { useDeskForm } from './use-desk-form.ts'

const words = t.deskSetup

interface Form {
  own: boolean
  host: string
  port: number
  security: NonNullable<RelayInput['security']>
  user: string
  password: string
}

const formOf = ({ relay }: Desk): Form => ({
  own: relay !== null,
  host: relay?.host ?? '',
  port: relay?.port ?? 587,
  security: relay?.security ?? 'starttls',
  user: relay?.user ?? '',
  password: '',
})

const labels: Record<keyof Form, string> = {
  own: words.byOwn,
  host: words.server,
  port: words.port,
  security: words.encryption,
  user: words.user,
  password: words.secret,
}

const usualPorts: Record<Form['security'], number> = { tls: 465, starttls: 587, none: 25 }

const relayOf = ({ host, port, security, user, password }: Form): RelayInput => ({
  host: host.trim(),
  port,
  security,
  user: user.trim() || null,
  ...(password && user.trim() ? { password } : {}),
})

/** By which server the desk's mail leaves. */
export function Outgoing({ desk }: { desk: Desk }) {
  const help = useQuery({ ...queries.mailHelp(desk.id), enabled: desk.addresses.length > 0 && !desk.relay })
  // The parts of a relay belong together: whichever was changed, all of it is sent.
  const edit = useDeskForm(desk, formOf, (_, whole) => ({ relay: whole.own ? relayOf(whole) : null }))
  const { form, set } = edit
  const trial = useTrial(() => api.desks.testRelay(desk.id, form.own ? relayOf(form) : undefined))
  const change = (values: Partial<Form>) => {
    if (trial.data || trial.error) trial.reset()
    set(values)
  }
  const say = (key: keyof Form, values: Form) =>
    key === 'own' ? (values.own ? t.log.yes : t.log.no) : key === 'security' ? words.securities[values.security] : String(values[key])
  const kept = desk.relay?.hasPassword && desk.relay.user === form.user.trim()
  return (
    <Panel title={words.outgoing} text={words.outgoingText} onSubmit={edit.submit}>
      {edit.theirs ? <TheirChanges theirs={edit.theirs} label={(key) => labels[key]} say={say} onTake={edit.takeTheirs} /> : null}
      <fieldset className="sm:col-span-2">
        <legend className="sr-only">{words.outgoing}</legend>
        {[false, true].map((own) => (
          <label key={String(own)} className="flex min-h-7 items-start gap-2 py-1">
            <input
              type="radio"
              name="relay"
              className="mt-px size-4 shrink-0 accent-accent"
              checked={form.own === own}
              onChange={() => change({ own })}
            />
            <span>
              {own ? words.byOwn : words.byInstallation}
              {own || desk.relay || !help.data ? null : (
                <span className="block text-xs text-fg-3">{help.data.relay ?? words.installationNone}</span>
              )}
            </span>
          </label>
        ))}
      </fieldset>
      {form.own ? (
        <>
          <TextField
            label={labels.host}
            required
            autoComplete="off"
            spellCheck={false}
            maxLength={253}
            value={form.host}
            onChange={(event) => change({ host: event.target.value })}
          />
          <div className="grid grid-cols-[1fr_6rem] gap-3">
            <SelectField
              label={labels.security}
              hint={form.security === 'none' ? words.noneHint : undefined}
              value={form.security}
              options={Object.entries(words.securities).map(([value, label]) => ({ value, label }))}
              onChange={(event) => {
                const security = event.target.value as Form['security']
                change({ security, ...(form.port === usualPorts[form.security] ? { port: usualPorts[security] } : {}) })
              }}
            />
            <TextField
              label={labels.port}
              type="number"
              required
              min={1}
              max={65_535}
              value={Number.isNaN(form.port) ? '' : form.port}
              onChange={(event) => change({ port: event.target.valueAsNumber })}
            />
          </div>
          <TextField
            label={labels.user}
            hint={words.noUser}
            autoComplete="off"
            spellCheck={false}
            maxLength={254}
            value={form.user}
            onChange={(event) => change({ user: event.target.value })}
          />
          <TextField
            label={labels.password}
            type="password"
            autoComplete="new-password"
            maxLength={1000}
            hint={kept ? words.secretKept : undefined}
            disabled={!form.user.trim()}
            value={form.password}
            onChange={(event) => change({ password: event.target.value })}
          />
        </>
      ) : null}
      <TrialResult trial={trial} kind="smtp" />
      <SaveBar button={words.saveRelay} busy={edit.busy} error={edit.error} isChanged={edit.isChanged}>
        <TrialButton trial={trial} />
      </SaveBar>
    </Panel>
  )
}
