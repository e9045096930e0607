import { ArrowRight } from 'lucide-react'
import type { SettingsChange } from '../../../client/types.ts'
import { When } from '../../session/when.tsx'
import { t } from '../../words/index.ts'
import { partsOf } from './parts.ts'
import { fieldName, subjectName, useSaying } from './say-value.ts'

const words = t.log
/** What says how something came and went, and not what it is. */
const marks = new Set(['created', 'removed', 'revoked', 'part'])

/** One change in words: who, what, when, and from what to what. */
export function LogEntry({ entry }: { entry: SettingsChange }) {
  const say = useSaying(entry)
  const { change, former } = entry
  const verb =
    'created' in change || 'added' in change
      ? words.created
      : 'removed' in change
        ? words.removed
        : 'revoked' in change
          ? words.revoked
          : words.changed
  const parts = partsOf(change, former, fieldName).filter(({ key }) => !marks.has(key))
  const name = entry.name && (entry.subject === 'lifecycle' ? say('lifecycle', entry.name) : entry.name)
  return (
    <li className="px-3 py-2.5">
      <div className="flex flex-wrap items-baseline gap-x-2">
        <span className="font-semibold">{entry.person ? entry.person.name : words.product}</span>
        <span className="min-w-0 break-words max-sm:order-last max-sm:basis-full">
          {subjectName(entry.subject)} {name ? <bdi className="font-semibold">{name}</bdi> : null}
          <span className="ml-1.5 text-fg-2">{verb}</span>
        </span>
        <When at={entry.at} form="long" className="ml-auto text-xs text-fg-3" />
      </div>
      {parts.length ? (
        <dl className="mt-1 grid gap-y-1 text-xs">
          {parts.map(({ key, label, value, former: was }) => (
            <div key={label} className="flex flex-wrap gap-x-2 sm:grid sm:grid-cols-[11rem_1fr]">
              <dt className="text-fg-3">{label}</dt>
              <dd className="flex min-w-0 flex-wrap items-baseline gap-x-1.5">
                {was ? (
                  <>
                    <span className="min-w-0 break-words whitespace-pre-line text-fg-3 line-clamp-3">{say(key, was.value)}</span>
                    <ArrowRight size={11} aria-hidden className="shrink-0 self-center text-fg-3" />
                  </>
                ) : null}
                <bdi className="line-clamp-6 min-w-0 break-words whitespace-pre-line">{say(key, value)}</bdi>
              </dd>
            </div>
          ))}
        </dl>
      ) : null}
    </li>
  )
}
