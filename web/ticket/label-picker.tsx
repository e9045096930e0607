import { useQuery } from '@tanstack/react-query'
import { type ReactElement, useEffect, useState } from 'react'
import { Chip } from '../../ui/marks.tsx'
import { Picker } from '../../ui/picker.tsx'
import { Popover } from '../../ui/popover.tsx'
import { toast } from '../../ui/toast.tsx'
import { queries } from '../data/queries.ts'
import { t } from '../words/index.ts'
import { useOpenMenu } from './open-menu.ts'
import type { ShownTicket } from './ticket-page.tsx'
import { useChange } from './use-change.ts'
import { useRefusal } from './use-refusal.ts'

export function LabelPicker({ ticket, trigger, place = 'head' }: { ticket: ShownTicket; trigger: ReactElement; place?: string }) {
  const menu = useOpenMenu(`label ${place}`)
  const labels = useQuery(queries.labels())
  const { refetch } = labels
  const change = useChange(ticket.reference)
  const refusal = useRefusal('labels')
  const [chosen, setChosen] = useState<string[] | null>(null)
  // A label that was made since the page was opened is there to be chosen.
  useEffect(() => {
    if (menu.open) void refetch()
  }, [menu.open, refetch])
  const current = chosen ?? ticket.labels.map((label) => label.id)

  return (
    <Popover
      trigger={trigger}
      label={t.fields.labels}
      className="w-64"
      open={menu.open}
      onOpenChange={(open) => {
        setChosen(null)
        menu.onOpenChange(open)
      }}
    >
      <Picker
        label={t.fields.labels}
        placeholder={t.ticket.findLabel}
        empty={labels.data?.items.length === 0 ? t.ticket.noLabels : t.nothingMatches}
        choices={(labels.data?.items ?? []).map((label) => ({
          id: label.id,
          text: label.name,
          icon: <Chip hue={label.colour}>#</Chip>,
          checked: current.includes(label.id),
          refusal,
        }))}
        onPick={(choice) => {
          if (refusal) return toast(refusal, 'problem')
          const next = current.includes(choice.id) ? current.filter((id) => id !== choice.id) : [...current, choice.id]
          setChosen(next)
          change.mutate({ labels: next }, { onError: () => setChosen(null) })
        }}
      />
    </Popover>
  )
}
