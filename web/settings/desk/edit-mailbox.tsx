import { useQueryClient } from '@tanstack/react-query'
import { api } from '../../../client/api.ts'
import type { Desk, DeskAddress } from '../../../client/types.ts'
import { Button } from '../../../ui/button.tsx'
import { toast } from '../../../ui/toast.tsx'
import { t } from '../../words/index.ts'
import { TheirChanges } from '../../editing/their-changes.tsx'
import { useVersioned } from '../../editing/use-versioned.ts'
import { TrialButton, TrialResult, useTrial } from './mail-trial.tsx'
import { emptyMailbox, MailboxFields, type MailboxForm, mailboxOf } from './mailbox-fields.tsx'
import { SaveBar } from './save-bar.tsx'

const words = t.deskSetup
const labels: Record<keyof MailboxForm, string> = {
  host: words.server,
  port: words.port,
  secure: words.encryption,
  user: words.user,
  password: words.secret,
  folder: words.folder,
}

const formOf = ({ imap }: DeskAddress): MailboxForm => {
  if (!imap) return emptyMailbox
  const { host, port, secure, user, folder } = imap
  return { host, port, secure, user, folder, password: '' }
}

/** Where the mail of an address is fetched, and whether that works. */
export function EditMailbox({ desk, address, onDone }: { desk: Desk; address: DeskAddress; onDone: () => void }) {
  const cache = useQueryClient()
  const find = (from: Desk) => from.addresses.find(({ id }) => id === address.id) ?? address
  const edit = useVersioned<MailboxForm, DeskAddress>({
    saved: address,
    formOf,
    save: async (_, expectedVersion, whole) => {
      const saved = await api.desks.changeAddress(desk.id, address.id, { imap: mailboxOf(whole), expectedVersion })
      cache.setQueryData(['desk', desk.id], saved)
      return find(saved)
    },
    read: async () => find(await api.desks.get(desk.id)),
    subject: { subject: 'address', subjectId: address.id },
    onSaved: () => {
      toast(t.saved)
      onDone()
    },
  })
  const trial = useTrial(() => api.desks.testMailbox(desk.id, { address: address.id, imap: mailboxOf(edit.form) }))
  const change = (values: Partial<MailboxForm>) => {
    if (trial.data || trial.error) trial.reset()
    edit.set(values)
  }
  const say = (key: keyof MailboxForm, values: MailboxForm) =>
    key === 'secure' ? words.securities[values.secure ? 'tls' : 'starttls'] : String(values[key])
  return (
    <form
      aria-label={words.editMailbox(address.address)}
      className="grid gap-3 bg-canvas p-4 sm:grid-cols-2"
      onSubmit={(event) => {
        event.preventDefault()
        edit.submit()
      }}
    >
      {edit.theirs ? <TheirChanges theirs={edit.theirs} label={(key) => labels[key]} say={say} onTake={edit.takeTheirs} /> : null}
      <MailboxFields form={edit.form} onChange={change} kept={address.imap?.hasPassword ?? false} />
      <TrialResult trial={trial} kind="imap" onFolder={(folder) => change({ folder })} />
      <SaveBar button={words.saveMailbox} busy={edit.busy} error={edit.error} isChanged={edit.isChanged}>
        <Button kind="quiet" onClick={onDone}>
          {t.cancel}
        </Button>
        <TrialButton trial={trial} />
      </SaveBar>
    </form>
  )
}
