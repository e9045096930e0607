import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { Info, TriangleAlert, X } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../client/api.ts'
import type { Announcement, Items } from '../../client/types.ts'
import { IconButton } from '../../ui/button.tsx'
import { Banner } from '../../ui/states.tsx'
import { announcementsQuery } from '../dashboard/queries.ts'
import { t } from '../words/index.ts'

const words = t.announcements

/** What admins pinned: one line, its text on demand, put away one by one. */
export function AnnouncementBar() {
  const { desk } = useSearch({ strict: false })
  const cache = useQueryClient()
  const [open, setOpen] = useState<string | null>(null)
  const query = announcementsQuery(desk)
  const items = useQuery(query).data?.items ?? []
  const away = useMutation({
    mutationFn: ({ id }: Announcement) => api.announcements.read(id),
    onMutate: ({ id }) => {
      cache.setQueriesData<Items<Announcement>>({ queryKey: ['announcements', 'shown'] }, (old) =>
        old ? { items: old.items.filter((item) => item.id !== id) } : old,
      )
    },
    onError: () => void cache.invalidateQueries({ queryKey: ['announcements', 'shown'] }),
  })
  const [first] = items
  if (!first) return null
  const isOpen = open === first.id
  return (
    <section aria-label={words.title}>
      <Banner
        tone={first.tone === 'warning' ? 'amber' : 'info'}
        icon={first.tone === 'warning' ? <TriangleAlert size={15} /> : <Info size={15} />}
        action={
          <span className="flex shrink-0 items-center gap-2">
            {items.length > 1 ? <span className="text-xs">{words.next(items.length - 1)}</span> : null}
            {first.body ? (
              <button
                type="button"
                aria-expanded={isOpen}
                className="h-7 rounded-[6px] px-1.5 text-xs font-semibold underline"
                onClick={() => setOpen(isOpen ? null : first.id)}
              >
                {isOpen ? words.less : words.more}
              </button>
            ) : null}
            <IconButton label={words.putAway} className="text-current" onClick={() => away.mutate(first)}>
              <X size={14} />
            </IconButton>
          </span>
        }
      >
        <p dir="auto" className={isOpen ? 'font-semibold' : 'truncate font-semibold'}>
          {first.title}
        </p>
        {isOpen ? (
          <p dir="auto" className="mt-1 max-h-40 max-w-[72ch] overflow-y-auto break-words whitespace-pre-wrap">
            {first.body}
          </p>
        ) : null}
      </Banner>
    </section>
  )
}
