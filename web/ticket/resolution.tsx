import { CircleCheck, Star } from 'lucide-react'
import { duration } from '../../ui/time.ts'
import { language, t } from '../words/index.ts'
import type { ShownTicket } from './ticket-page.tsx'

/** How it ended, below the conversation, as long as the ticket is resolved. */
export function Resolution({ ticket }: { ticket: ShownTicket }) {
  const over = ticket.status.category === 'resolved' || ticket.status.category === 'closed'
  if (!over || !ticket.resolution?.text) return null
  return (
    <section
      aria-label={t.ticket.resolution}
      className="mt-3 flex gap-3 rounded-[10px] border border-green-line/40 bg-green-fill px-4 py-3"
    >
      <CircleCheck size={16} className="mt-0.5 shrink-0 text-green-text" />
      <div className="min-w-0">
        <h2 className="font-semibold text-green-text">
          {t.ticket.resolution}
          {ticket.resolutionSeconds ? (
            <span className="ml-2 font-normal">{t.ticket.after(duration(ticket.resolutionSeconds, language))}</span>
          ) : null}
        </h2>
        <p dir="auto" className="mt-1 whitespace-pre-wrap">
          {ticket.resolution.text}
        </p>
        {ticket.resolution.score ? <Score score={ticket.resolution.score} /> : null}
      </div>
    </section>
  )
}

export function Score({ score }: { score: number }) {
  return (
    <p className="mt-1 flex items-center gap-1" aria-label={t.ticket.score(score)}>
      {[1, 2, 3, 4, 5].map((value) => (
        <Star
          key={value}
          size={13}
          aria-hidden="true"
          className={value <= score ? 'fill-amber-line text-amber-line' : 'text-line-strong'}
        />
      ))}
    </p>
  )
}
