import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Settings2, X } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../../client/api.ts'
import type { Desk, DeskAddress } from '../../../client/types.ts'
import { Button, IconButton } from '../../../ui/button.tsx'
import { SelectField, TextField } from '../../../ui/field.tsx'
import { Chip } from '../../../ui/marks.tsx'
import { useUnsaved } from '../../../ui/unsaved.ts'
import { When } from '../../session/when.tsx'
import { t } from '../../words/index.ts'
import { AddForm, Rows, SectionHead } from '../section.tsx'
import { useTwice } from '../use-twice.ts'
import { EditMailbox } from './edit-mailbox.tsx'
import { TrialButton, TrialResult, useTrial } from './mail-trial.tsx'
import { emptyMailbox, MailboxFields, mailboxOf } from './mailbox-fields.tsx'

const words = t.deskSetup

function useRefresh(desk: Desk) {
  const cache = useQueryClient()
  return () => {
    for (const key of [['desk', desk.id], ['session'], ['mail-help', desk.id]]) void cache.invalidateQueries({ queryKey: key })
  }
}

/** To which addresses mail for the desk comes, and how. */
export function Incoming({ desk }: { desk: Desk }) {
  const [adding, setAdding] = useState(false)
  return (
    <section aria-label={words.incoming}>
      <SectionHead title={words.incoming} text={words.incomingText}>
        {adding ? null : <Button onClick={() => setAdding(true)}>{t.settings.addAddress}</Button>}
      </SectionHead>
      {adding ? <AddAddress desk={desk} onDone={() => setAdding(false)} /> : null}
      {desk.addresses.length ? (
        <Rows label={t.settings.addresses}>
          {desk.addresses.map((address) => (
            <AddressRow key={address.id} desk={desk} address={address} />
          ))}
        </Rows>
      ) : adding ? null : (
        <p className="text-fg-3">{t.settings.noAddress}</p>
      )}
    </section>
  )
}

function AddressRow({ desk, address }: { desk: Desk; address: DeskAddress }) {
  const [editing, setEditing] = useState(false)
  const refresh = useRefresh(desk)
  const drop = useMutation({ mutationFn: () => api.desks.dropAddress(desk.id, address.id), onSuccess: refresh })
  const prefer = useMutation({ mutationFn: () => api.desks.changeAddress(desk.id, address.id, { isPrimary: true }), onSuccess: refresh })
  const sure = useTwice(() => drop.mutate())
  const { imap } = address
  return (
    <li>
      <div className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 px-3 py-1.5">
        <span className="min-w-0 flex-1 basis-48">
          <span className="block truncate" title={address.address}>
            {address.address}
          </span>
          <span className="block text-xs text-fg-3">
            {imap ? words.fetchedFrom(imap.host) : words.delivered}
            {imap?.checkedAt ? (
              <>
                {' · '}
                {words.checked} <When at={imap.checkedAt} form="long" />
              </>
            ) : null}
          </span>
          {imap?.error ? <span className="block text-xs break-words text-red-text">{imap.error}</span> : null}
        </span>
        {address.isPrimary ? (
          <Chip>{t.settings.primary}</Chip>
        ) : (
          <Button
            size="sm"
            kind="quiet"
            aria-label={words.makePrimary(address.address)}
            busy={prefer.isPending}
            onClick={() => prefer.mutate()}
          >
            {words.makePrimaryShort}
          </Button>
        )}
        {imap ? (
          <IconButton label={words.editMailbox(address.address)} aria-expanded={editing} onClick={() => setEditing(!editing)}>
            <Settings2 size={14} />
          </IconButton>
        ) : null}
        <IconButton
          label={sure.asking ? t.settings.sure : words.giveUp(address.address)}
          onClick={sure.press}
          className={sure.asking ? 'bg-red-fill text-red-text hover:bg-red-fill' : ''}
        >
          <X size={14} />
        </IconButton>
      </div>
      {editing ? <EditMailbox desk={desk} address={address} onDone={() => setEditing(false)} /> : null}
    </li>
  )
}

function AddAddress({ desk, onDone }: { desk: Desk; onDone: () => void }) {
  const refresh = useRefresh(desk)
  const [address, setAddress] = useState('')
  const [way, setWay] = useState<'smtp' | 'imap'>('smtp')
  const [mailbox, setMailbox] = useState(emptyMailbox)
  useUnsaved(address.trim() !== '' || (way === 'imap' && JSON.stringify(mailbox) !== JSON.stringify(emptyMailbox)))
  const trial = useTrial(() => api.desks.testMailbox(desk.id, { imap: mailboxOf(mailbox) }))
  const change = (values: Partial<typeof mailbox>) => {
    if (trial.data || trial.error) trial.reset()
    setMailbox({ ...mailbox, ...values })
  }
  const add = useMutation({
    meta: { showsProblem: true },
    mutationFn: () => api.desks.addAddress(desk.id, { address: address.trim(), ...(way === 'imap' ? { imap: mailboxOf(mailbox) } : {}) }),
    onSuccess: () => {
      refresh()
      onDone()
    },
  })
  return (
    <AddForm button={t.settings.addAddress} busy={add.isPending} error={add.error} onSubmit={() => add.mutate()} onCancel={onDone}>
      <TextField
        label={t.fields.email}
        type="email"
        required
        autoFocus
        autoComplete="off"
        value={address}
        onChange={(event) => setAddress(event.target.value)}
      />
      <SelectField
        label={words.way}
        value={way}
        options={Object.entries(words.ways).map(([value, label]) => ({ value, label }))}
        onChange={(event) => setWay(event.target.value as typeof way)}
      />
      {way === 'imap' ? (
        <>
          <MailboxFields form={mailbox} onChange={change} kept={false} />
          <div className="self-end">
            <TrialButton trial={trial} />
          </div>
          <TrialResult trial={trial} kind="imap" onFolder={(folder) => change({ folder })} />
        </>
      ) : null}
    </AddForm>
  )
}
