import { useEffect, useRef, useState } from 'react'
import { api } from '../../client/api.ts'
import { isProblem } from '../../client/client.ts'
import { toast } from '../../ui/toast.tsx'
import { problemText } from '../data/query-client.ts'
import { t } from '../words/index.ts'
import { openMenu, useOpenMenu } from './open-menu.ts'
import type { ShownTicket } from './ticket-page.tsx'
import { useChange } from './use-change.ts'
import { useRefusal } from './use-refusal.ts'

/** The title, editable where it stands: Enter saves, Escape leaves it as it was. */
export function TicketTitle({ ticket }: { ticket: ShownTicket }) {
  const [draft, setDraft] = useState<{ text: string; version: number } | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const change = useChange(ticket.reference, { showsProblem: true })
  const refusal = useRefusal('title')
  const asked = useOpenMenu('title head')
  const button = useRef<HTMLButtonElement>(null)
  const returning = useRef(false)
  const before = useRef(ticket.title)

  useEffect(() => {
    if (draft || !returning.current) return
    returning.current = false
    button.current?.focus()
  }, [draft])

  function start() {
    if (refusal) toast(refusal, 'problem')
    else {
      before.current = ticket.title
      setDraft({ text: ticket.title, version: ticket.version })
    }
  }

  const latest = useRef(start)
  latest.current = start
  useEffect(() => {
    if (!asked.open) return
    openMenu(null)
    latest.current()
  }, [asked.open])

  function stop() {
    returning.current = true
    setProblem(null)
    setDraft(null)
  }

  async function save() {
    const title = draft?.text.trim()
    if (!draft || !title || title === ticket.title) return stop()
    try {
      await saveOver(title, draft.version)
      stop()
    } catch (error) {
      if (!isProblem(error, 'version_conflict')) return setProblem(problemText(error))
      // The words stay in the box; saving again is then meant, knowing of the other change.
      setDraft({ ...draft, version: Number(error.extra.ticketVersion ?? draft.version) })
      const by = error.extra.changedBy as { name?: string } | null | undefined
      setProblem(t.ticket.conflict(by?.name))
    }
  }

  /** Mail comes in and states change while somebody types: only another title is in the way of this one. */
  async function saveOver(title: string, expectedVersion: number, tries = 3): Promise<void> {
    try {
      await change.mutateAsync({ title, expectedVersion })
    } catch (error) {
      if (!isProblem(error, 'version_conflict') || tries === 0) throw error
      const now = await api.tickets.get(ticket.reference)
      if (now.title !== before.current) throw error
      await saveOver(title, now.version, tries - 1)
    }
  }

  if (!draft) {
    return (
      <h1 className="min-w-0 flex-1 text-lg leading-[22px] font-semibold">
        <button
          ref={button}
          type="button"
          dir="auto"
          title={refusal ?? t.ticket.editTitle}
          onClick={start}
          className="-mx-1 line-clamp-2 max-w-full rounded-[6px] px-1 text-start break-words hover:bg-hover"
        >
          {ticket.title}
        </button>
      </h1>
    )
  }
  return (
    <div className="min-w-0 flex-1">
      <input
        autoFocus
        aria-label={t.fields.title}
        aria-invalid={problem ? true : undefined}
        value={draft.text}
        maxLength={500}
        onChange={(event) => setDraft({ ...draft, text: event.target.value })}
        onBlur={() => void (change.isPending || save())}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return
          if (event.key === 'Enter') void save()
          if (event.key === 'Escape') {
            event.stopPropagation()
            stop()
          }
        }}
        className="field -my-0.5 h-7 text-lg font-semibold"
      />
      {problem ? (
        <p role="alert" className="mt-1 text-xs text-red-text">
          {problem} {ticket.title === before.current ? null : t.ticket.titleNow(ticket.title)}
        </p>
      ) : null}
    </div>
  )
}
