import { CircleAlert, Info, TriangleAlert } from 'lucide-react'
import type { Finding } from '../../client/types.ts'
import { classes } from '../../ui/classes.ts'
import { t } from '../words/index.ts'

const icons = { block: CircleAlert, warn: TriangleAlert, note: Info }
const tones = {
  block: 'border-red-line/50 bg-red-fill text-red-text',
  warn: 'border-amber-line/50 bg-amber-fill text-amber-text',
  note: 'border-line bg-canvas text-fg-2',
}
const order: Finding['effect'][] = ['block', 'warn', 'note']
const mostPlaces = 3

/** What there is to say about words before they leave, each with the places where it stands. */
export function FindingsList({ findings }: { findings: readonly Finding[] }) {
  return (
    <ul aria-label={t.texts.findings.label} className="flex flex-col gap-1.5">
      {findings
        .toSorted((a, b) => order.indexOf(a.effect) - order.indexOf(b.effect))
        .map((finding) => {
          const Icon = icons[finding.effect]
          return (
            <li
              key={`${finding.kind} ${finding.phrase}`}
              className={classes('flex gap-2 rounded-[6px] border px-3 py-2', tones[finding.effect])}
            >
              <Icon size={15} className="mt-0.5 shrink-0" aria-hidden="true" />
              <div className="min-w-0">
                <p className="font-semibold break-words">
                  <span className="sr-only">{t.texts.findings.effects[finding.effect]}: </span>
                  {t.texts.findings[finding.kind](finding.phrase)}
                </p>
                {finding.hint ? <p className="break-words">{finding.hint}</p> : null}
                {finding.places.slice(0, mostPlaces).map((place) => (
                  <p key={`${place.block} ${place.start}`} dir="auto" className="truncate text-xs text-fg-2">
                    {place.before}
                    <mark className={`found-${finding.effect}`}>{place.found}</mark>
                    {place.after}
                  </p>
                ))}
                {finding.places.length > mostPlaces ? (
                  <p className="text-xs text-fg-2">{t.texts.findings.more(finding.places.length - mostPlaces)}</p>
                ) : null}
              </div>
            </li>
          )
        })}
    </ul>
  )
}
