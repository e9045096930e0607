import type { OpenNow } from '../../client/types.ts'
import { localeOf } from '../../ui/formats.ts'
import { now as currently } from '../../ui/time.ts'
import { language, listed, t } from '../words/index.ts'

/** “Open now, closes Mon 17:00”, by the clock of the place itself. */
export function OpenMark({ now, zone }: { now: OpenNow; zone: string }) {
  const at = now.changesAt && placeTime(now.changesAt, zone)
  return (
    <span className="flex items-center gap-1.5 text-xs text-fg-2">
      <span aria-hidden="true" className={now.open ? 'size-2 rounded-full bg-green-line' : 'size-2 rounded-full border-2 border-control'} />
      {listed([now.open ? t.hours.openNow : t.hours.closedNow, ...(at ? [now.open ? t.hours.closes(at) : t.hours.opens(at)] : [])])}
    </span>
  )
}

/** “Mon 9:00” within a week, with the date after. */
function placeTime(at: string, zone: string): string {
  const isSoon = Date.parse(at) - currently() < 6 * 86_400_000
  const part = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(localeOf(language), { timeZone: zone, ...options }).format(new Date(at))
  // Each for itself: asked for both, Japanese and Korean put the day in parentheses.
  const day = isSoon ? part({ weekday: 'long' }) : part({ weekday: 'short', day: 'numeric', month: 'short' })
  return `${day} ${part({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })}`
}
