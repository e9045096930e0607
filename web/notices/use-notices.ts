import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { api } from '../../client/api.ts'
import type { Notice } from '../../client/types.ts'
import { toast } from '../../ui/toast.tsx'
import { lookAtDraft } from '../composer/being-written.ts'
import { queries } from '../data/queries.ts'
import { useMe } from '../session/me.ts'
import { t } from '../words/index.ts'
import { badgeTitle } from './title-badge.ts'

/** How many are unread, kept true by the feed. */
export function useUnreadNotices(): number {
  return useQuery(queries.newNotices()).data?.unread ?? 0
}

/** Says new mentions at once, wherever one is; the rest waits quietly on the bell. Once for the whole workspace. */
export function useNoticeNews(): void {
  const { data } = useQuery(queries.newNotices())
  const navigate = useNavigate()
  const me = useMe()
  const newest = useRef<string | null>(null)
  const unread = data?.unread ?? 0

  useEffect(() => badgeTitle(unread), [unread])

  useEffect(() => {
    if (!data) return
    const known = newest.current
    newest.current = data.items.reduce((most, { id }) => (Number(id) > Number(most) ? id : most), known ?? '0')
    // What was there when the page was loaded is on the bell; only what comes while one works is said.
    if (known === null) return
    for (const notice of data.items) {
      const words = Number(notice.id) > Number(known) ? said(notice) : null
      if (!words || !notice.ticket) continue
      const { reference } = notice.ticket
      // It stands beside what is being written on that ticket, if something is. Unread now, it is read before anything is kept.
      if (notice.kind === 'reply_returned') void lookAtDraft(me.id, reference, 'reply').catch(() => undefined)
      toast(words, notice.kind === 'reply_returned' ? 'problem' : 'done', {
        label: t.notices.show,
        run: () => void navigate({ to: '/tickets/$reference', params: { reference }, search: {} }),
      })
    }
  }, [data, navigate, me.id])
}

function said(notice: Notice): string | null {
  if (!notice.ticket) return null
  if (notice.kind === 'mentioned') return t.notices.mentionedOn(whoOf(notice), notice.ticket.reference)
  return notice.kind === 'reply_returned' ? t.notices.returnedOn(notice.ticket.reference) : null
}

export function whoOf({ actor }: Notice): string {
  if (actor?.name) return actor.name
  return actor?.kind === 'customer' ? t.notices.customer : actor?.kind === 'staff' ? t.notices.somebody : t.notices.statedesk
}

/** Whoever has a ticket in front of them has seen what was told about it. */
export function useReadNoticesOf(reference: string): void {
  const cache = useQueryClient()
  const { data } = useQuery(queries.newNotices())
  const about = (data?.items ?? []).some((notice) => notice.ticket?.reference === reference && notice.readAt === null)
  useEffect(() => {
    if (!about) return
    const timer = setTimeout(() => {
      if (document.visibilityState !== 'visible') return
      api.notices.read({ ticket: reference }).then(
        () => void cache.invalidateQueries({ queryKey: ['notices'] }),
        // A courtesy: the notice stays unread, and is still there to be opened.
        () => undefined,
      )
    }, 1500)
    return () => clearTimeout(timer)
  }, [cache, reference, about])
}
