import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { CalendarClock, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../client/api.ts'
import type { Calendar } from '../../client/types.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { queries } from '../data/queries.ts'
import { useMe } from '../session/me.ts'
import { Loaded, Rows, SectionHead } from '../settings/section.tsx'
import { useTwice } from '../settings/use-twice.ts'
import { listed, t } from '../words/index.ts'
import { ApplyToOpen } from './apply-to-open.tsx'
import { HoursForm } from './hours-form.tsx'
import { OpenMark } from './open-mark.tsx'

export default function HoursSection() {
  const calendars = useQuery(queries.calendars())
  const [open, setOpen] = useState<string | null>(null)
  const editing = calendars.data?.items.find(({ id }) => id === open)
  if (open === 'new' || editing) return <HoursForm key={open} calendar={editing ?? null} onBack={() => setOpen(null)} onOpen={setOpen} />
  return (
    <section>
      <SectionHead title={t.hours.title} text={t.hours.text}>
        <Button onClick={() => setOpen('new')}>{t.hours.add}</Button>
      </SectionHead>
      <Loaded query={calendars}>
        {({ items }) =>
          items.length ? (
            <>
              <Rows label={t.hours.title}>
                {items.map((calendar) => (
                  <CalendarRow key={calendar.id} calendar={calendar} onOpen={() => setOpen(calendar.id)} />
                ))}
              </Rows>
              <ApplyToOpen />
            </>
          ) : (
            <EmptyState icon={<CalendarClock size={18} />} title={t.hours.empty} text={t.hours.emptyText} />
          )
        }
      </Loaded>
    </section>
  )
}

function CalendarRow({ calendar, onOpen }: { calendar: Calendar; onOpen: () => void }) {
  const me = useMe()
  const cache = useQueryClient()
  const drop = useMutation({
    mutationFn: () => api.calendars.drop(calendar.id),
    onSuccess: () => void cache.invalidateQueries({ queryKey: ['calendars'] }),
  })
  const sure = useTwice(() => drop.mutate())
  const desks = calendar.desks.map((id) => me.desks.find((desk) => desk.id === id)?.name ?? id)
  return (
    <li className="flex items-center gap-1 pr-2 first:rounded-t-[10px] last:rounded-b-[10px] hover:bg-hover">
      <button type="button" onClick={onOpen} className="flex min-h-14 min-w-0 flex-1 flex-wrap items-center gap-x-3 px-3 py-2 text-left">
        <span className="min-w-0 flex-1 basis-40">
          <span dir="auto" className="block truncate font-semibold">
            {calendar.name}
          </span>
          <span className="block truncate text-xs text-fg-3">
            {calendar.zone.replaceAll('_', ' ')} · {desks.length ? listed(desks) : t.hours.noDesks}
          </span>
        </span>
        <OpenMark now={calendar.now} zone={calendar.zone} />
      </button>
      <IconButton
        label={sure.asking ? t.settings.sure : t.hours.remove(calendar.name)}
        onClick={sure.press}
        className={sure.asking ? 'bg-red-fill text-red-text hover:bg-red-fill' : ''}
      >
        <Trash2 size={14} />
      </IconButton>
    </li>
  )
}
