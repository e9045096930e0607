import type { MailboxInput } from '../../../client/types.ts'
import { SelectField, TextField } from '../../../ui/field.tsx'
import { t } from '../../words/index.ts'

const words = t.deskSetup

export type MailboxForm = { host: string; port: number; secure: boolean; user: string; password: string; folder: string }

export const emptyMailbox: MailboxForm = { host: '', port: 993, secure: true, user: '', password: '', folder: 'INBOX' }

export const mailboxOf = ({ host, user, folder, password, ...form }: MailboxForm): MailboxInput => ({
  ...form,
  host: host.trim(),
  user: user.trim(),
  folder: folder.trim() || 'INBOX',
  ...(password ? { password } : {}),
})

type Props = { form: MailboxForm; onChange: (change: Partial<MailboxForm>) => void; kept: boolean }

/** Where mail is fetched. */
export function MailboxFields({ form, onChange, kept }: Props) {
  return (
    <>
      <TextField
        label={words.server}
        required
        autoComplete="off"
        spellCheck={false}
        maxLength={253}
        value={form.host}
        onChange={(event) => onChange({ host: event.target.value })}
      />
      <div className="grid grid-cols-[1fr_6rem] gap-3">
        <SelectField
          label={words.encryption}
          value={form.secure ? 'tls' : 'starttls'}
          options={(['tls', 'starttls'] as const).map((value) => ({ value, label: words.securities[value] }))}
          onChange={(event) => {
            const secure = event.target.value === 'tls'
            const isUsual = form.port === (form.secure ? 993 : 143)
            onChange({ secure, ...(isUsual ? { port: secure ? 993 : 143 } : {}) })
          }}
        />
        <TextField
          label={words.port}
          type="number"
          required
          min={1}
          max={65_535}
          value={Number.isNaN(form.port) ? '' : form.port}
          onChange={(event) => onChange({ port: event.target.valueAsNumber })}
        />
      </div>
      <TextField
        label={words.user}
        required
        autoComplete="off"
        spellCheck={false}
        maxLength={254}
        value={form.user}
        onChange={(event) => onChange({ user: event.target.value })}
      />
      <TextField
        label={words.secret}
        type="password"
        autoComplete="new-password"
        required={!kept}
        maxLength={1000}
        hint={kept ? words.secretKept : undefined}
        value={form.password}
        onChange={(event) => onChange({ password: event.target.value })}
      />
      <TextField label={words.folder} maxLength={200} value={form.folder} onChange={(event) => onChange({ folder: event.target.value })} />
    </>
  )
}
