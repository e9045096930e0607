import { useQuery } from '@tanstack/react-query'
import { Megaphone } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../client/api.ts'
import type { Announcement } from '../../client/types.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/marks.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { exactTime, now } from '../../ui/time.ts'
import { useMe } from '../session/me.ts'
import { Loaded, Row, Rows, SectionHead } from '../settings/section.tsx'
import { labelled, language, t } from '../words/index.ts'
import { AnnouncementDialog } from './announcement-dialog.tsx'

const words = t.announcements

/** What is announced, to whom and until when. */
export default function AnnouncementsSection() {
  const [edited, setEdited] = useState<Announcement | 'new' | null>(null)
  const all = useQuery({ queryKey: ['announcements', 'all'], queryFn: () => api.announcements.list() })
  return (
    <section>
      <SectionHead title={words.title} text={words.text}>
        <Button onClick={() => setEdited('new')}>{words.add}</Button>
      </SectionHead>
      <Loaded query={all}>
        {({ items }) =>
          items.length ? (
            <Rows label={words.title}>
              {items.map((item) => (
                <AnnouncementRow key={item.id} item={item} onEdit={() => setEdited(item)} />
              ))}
            </Rows>
          ) : (
            <EmptyState icon={<Megaphone size={18} />} title={words.empty} text={words.text} />
          )
        }
      </Loaded>
      {edited ? <AnnouncementDialog item={edited === 'new' ? null : edited} onClose={() => setEdited(null)} /> : null}
    </section>
  )
}

function AnnouncementRow({ item, onEdit }: { item: Announcement; onEdit: () => void }) {
  const me = useMe()
  const desk = me.desks.find(({ id }) => id === item.desk)?.name ?? (item.desk ? item.desk : words.everyDesk)
  const state = stateOf(item)
  const until = item.endsAt ? `${words.endsAt} ${exactTime(item.endsAt, me.zone, language)}` : words.noEnd
  return (
    <Row>
      <span className="min-w-0 flex-1">
        <span dir="auto" className="block truncate font-semibold">
          {item.title}
        </span>
        <span className="block truncate text-xs text-fg-3">
          {desk} · {until} · {item.createdBy.name}
        </span>
      </span>
      <Chip hue={state === 'now' ? (item.tone === 'warning' ? 'amber' : 'blue') : 'grey'}>{words.states[state]}</Chip>
      <Button size="sm" kind="quiet" onClick={onEdit} aria-label={labelled(t.edit, item.title)}>
        {t.edit}
      </Button>
    </Row>
  )
}

function stateOf({ startsAt, endsAt }: Announcement): keyof typeof words.states {
  if (Date.parse(startsAt) > now()) return 'later'
  return endsAt && Date.parse(endsAt) <= now() ? 'over' : 'now'
}
