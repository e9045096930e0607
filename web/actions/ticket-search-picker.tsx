import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import type { TicketRow } from '../../client/types.ts'
import { StatusDot } from '../../ui/marks.tsx'
import { Picker } from '../../ui/picker.tsx'
import { queries } from '../data/queries.ts'
import { localised, t } from '../words/index.ts'

type Props = { exclude: string; onPick: (reference: string, row: TicketRow) => void; suggest?: string }

/** Finds another ticket by reference, title or words of its messages. */
export function TicketSearchPicker({ exclude, onPick, suggest }: Props) {
  const [text, setText] = useState('')
  const asked = useDeferredValue(text.trim() || suggest || '')
  const found = useQuery({ ...queries.search(asked), placeholderData: keepPreviousData, enabled: asked !== '' })
  const rows = (found.data?.items ?? []).filter((row) => row.reference !== exclude)
  return (
    <Picker
      label={t.list.searchHint}
      placeholder={t.list.searchHint}
      onSearch={setText}
      empty={text.trim() === '' ? t.list.typeToSearch : found.isPending ? t.loading : t.nothingMatches}
      choices={rows.map((row) => ({
        id: row.id,
        text: row.title,
        icon: <StatusDot colour={row.status.colour} />,
        detail: (
          <span>
            {row.contact?.name} · {localised(row.status.label)} · <span className="font-mono text-2xs">{row.reference}</span>
          </span>
        ),
      }))}
      onPick={(choice) => {
        const row = rows.find((candidate) => candidate.id === choice.id)
        if (row) onPick(row.reference, row)
      }}
      className="max-h-96"
    />
  )
}
