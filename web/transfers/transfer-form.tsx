import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useWritten } from '../../ui/dialog.tsx'
import { Avatar } from '../../ui/avatar.tsx'
import { TextArea } from '../../ui/field.tsx'
import { type Choice, Picker } from '../../ui/picker.tsx'
import type { ActFormProps } from '../actions/action-dialog.tsx'
import { ActForm } from '../actions/act-form.tsx'
import { queries } from '../data/queries.ts'
import { t } from '../words/index.ts'
import { Chosen } from './chosen.tsx'
import { usePeople } from './use-people.tsx'

/** Hands the ticket to an agent or a team, with a word for whoever gets it. */
export function TransferForm({ ticket, action, busy, problem, submit, onClose }: ActFormProps) {
  const people = usePeople(ticket)
  const teams = useQuery(queries.teams())
  const [to, setTo] = useState<Choice | null>(null)
  const [note, setNote] = useState('')
  useWritten(note.trim() !== '' && t.unsaved.discard)

  if (!to) {
    const choices: Choice[] = [
      ...people.choices,
      ...(teams.data?.items ?? []).map((team) => ({ id: `team ${team.id}`, text: team.name, group: t.ticket.teams })),
    ]
    return (
      <Picker
        label={t.fields.assignee}
        placeholder={t.ticket.findPerson}
        choices={choices}
        empty={people.isPending ? t.loading : t.nothingMatches}
        onPick={setTo}
      />
    )
  }
  const [kind = 'agent', id] = to.id.split(' ')
  const person = people.agents.find((agent) => kind === 'agent' && agent.id === id)

  function onSubmit() {
    submit({ [kind]: id, ...(note.trim() ? { note: note.trim() } : {}) })
  }

  return (
    <ActForm action={action} busy={busy} problem={problem} onClose={onClose} onSubmit={onSubmit}>
      <Chosen
        mark={person ? <Avatar name={person.name} hue={person.avatarHue} size={24} presence={person.presence} /> : null}
        name={to.text}
        onOther={() => setTo(null)}
      />
      {person && !person.desks.includes(ticket.desk) ? (
        <p className="rounded-[6px] bg-amber-fill px-3 py-2 text-amber-text">{t.transfers.outsideHint(person.name)}</p>
      ) : null}
      <TextArea
        autoFocus
        rows={4}
        dir="auto"
        label={t.transfers.note}
        hint={t.transfers.noteHint}
        optional={t.optional}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
    </ActForm>
  )
}
