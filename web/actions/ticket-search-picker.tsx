import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../client/api.ts'
import type { TicketRow } from '../../client/types.ts'
import { isOlder } from '../../ui/enter-waits.ts'
import { StatusDot } from '../../ui/marks.tsx'
import { Picker } from '../../ui/picker.tsx'
import { useLater } from '../../ui/use-later.ts'
import { askAfterMs, queries } from '../data/queries.ts'
import { localised, t } from '../words/index.ts'

type Props = {
  exclude: string
  onPick: (reference: string, row: TicketRow) => void
  /** Whose other tickets are shown before anything is typed, and first among those found. */
  contact?: string | undefined
}

/** Finds another ticket by reference, title or words of its messages. */
export function TicketSearchPicker({ exclude, onPick, contact }: Props) {
  const [text, setText] = useState('')
  const asked = useLater(text.trim(), askAfterMs)
  const found = useQuery({ ...queries.search(asked), placeholderData: keepPreviousData, enabled: asked !== '' })
  const own = useQuery({
    queryKey: ['search', 'contact', contact],
    queryFn: () => api.tickets.list({ contact: contact ?? '' }, undefined, 20),
    enabled: contact !== undefined,
  })
  const rows = (asked === '' ? own.data?.items : found.data?.items)?.filter((row) => row.reference !== exclude) ?? []
  const isOwn = (row: TicketRow) => contact !== undefined && row.contact?.id === contact
  const sorted = [...rows.filter(isOwn), ...rows.filter((row) => !isOwn(row))]
  return (
    <Picker
      label={t.list.searchHint}
      placeholder={t.list.searchHint}
      onSearch={setText}
      empty={text.trim() === '' ? t.list.typeToSearch : found.isPending || asked !== text.trim() ? t.loading : t.nothingMatches}
      isWaiting={isOlder(text, asked, asked === '' ? own : found)}
      choices={sorted.map((row) => ({
        id: row.id,
        text: row.title,
        icon: <StatusDot colour={row.status.colour} hollow={row.status.category === 'waiting'} />,
        group: contact === undefined ? undefined : isOwn(row) ? t.mergeForm.sameCustomer : t.mergeForm.others,
        detail: (
          <span>
            {isOwn(row) || !row.contact ? null : <span className="max-sm:hidden">{row.contact.name} · </span>}
            <span className="max-sm:hidden">{localised(row.status.label)} · </span>
            <span className="font-mono text-2xs">{row.reference}</span>
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
