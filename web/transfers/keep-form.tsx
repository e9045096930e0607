import { Picker } from '../../ui/picker.tsx'
import type { ActFormProps } from '../actions/action-dialog.tsx'
import { useMe } from '../session/me.ts'
import { t } from '../words/index.ts'
import { useQuery } from '@tanstack/react-query'
import { queries } from '../data/queries.ts'

/** Somebody in several teams says for which one the ticket is: one key, or two. */
export function KeepForm({ ticket, problem, submit }: ActFormProps) {
  const me = useMe()
  const teams = useQuery(queries.teams())
  const mine = (teams.data?.items ?? []).filter(({ id }) => me.teams.some((team) => team.id === id))
  return (
    <>
      <Picker
        label={t.fields.team}
        placeholder={t.transfers.findTeam}
        choices={mine.map(({ id, name }) => ({ id, text: name, checked: ticket.team?.id === id }))}
        empty={teams.isPending ? t.loading : t.nothingMatches}
        onPick={({ id }) => submit({ team: id })}
      />
      <FormProblem problem={problem} />
    </>
  )
}

export function FormProblem({ problem }: { problem: string | null }) {
  return problem ? (
    <p role="alert" className="mx-3 mt-2 mb-3 rounded-[6px] bg-red-fill px-3 py-2 text-red-text">
      {problem}
    </p>
  ) : null
}
