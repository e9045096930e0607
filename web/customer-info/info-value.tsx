import { Copy, ExternalLink } from 'lucide-react'
import type { InfoResult } from '../../client/types.ts'
import { IconButton } from '../../ui/button.tsx'
import { formatter, localeOf } from '../../ui/formats.ts'
import { clockTime, exactTime } from '../../ui/time.ts'
import { useMe } from '../session/me.ts'
import { copy } from '../ticket/copy.ts'
import { language, t } from '../words/index.ts'

type Field = InfoResult['fields'][number]

/** The values of an answer, in the order of the source, each with a button that copies it. */
export function InfoValues({ fields }: { fields: readonly Field[] }) {
  return (
    <dl className="flex flex-col">
      {fields.map((field, place) => (
        <div key={`${place} ${field.label}`} className="flex min-h-7 items-start gap-2 py-0.5">
          <dt dir="auto" className="w-24 shrink-0 pt-1 break-words text-fg-3">
            {field.label}
          </dt>
          <dd className="flex min-w-0 flex-1 items-start gap-2">
            <div className="min-w-0 flex-1 pt-1">
              <Value field={field} />
            </div>
            {field.value === null ? null : (
              <IconButton
                label={t.info.copyValue(field.label)}
                plain
                className="size-6"
                onClick={() => void copy(field.value ?? '', t.copied)}
              >
                <Copy size={12} />
              </IconButton>
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Value({ field: { kind, value } }: { field: Field }) {
  const { zone } = useMe()
  if (value === null) return <span className="text-fg-3">{t.info.noValue}</span>
  if (kind === 'link')
    return (
      <a
        href={value}
        target="_blank"
        rel="noopener noreferrer"
        title={value}
        className="flex items-start gap-1 text-accent-text hover:underline"
      >
        <span className="min-w-0 break-words [overflow-wrap:anywhere]">{shortened(value)}</span>
        <ExternalLink size={12} aria-hidden="true" className="mt-1 shrink-0" />
      </a>
    )
  if (kind === 'date' && value.length > 10)
    return (
      <time dateTime={value} title={exactTime(value, zone, language)}>
        {clockTime(value, zone, language)}
      </time>
    )
  if (kind === 'date') return <time dateTime={value}>{day(value)}</time>
  return (
    <span dir="auto" className={`block whitespace-pre-line [overflow-wrap:anywhere] ${kind === 'number' ? 'tabular' : ''}`}>
      {kind === 'number' ? grouped(value) : value}
    </span>
  )
}

/** A day is the same day in every zone. */
function day(value: string): string {
  const options = { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' } as const
  return formatter(`info day ${language}`, () => new Intl.DateTimeFormat(localeOf(language), options)).format(Date.parse(value))
}

/** Long numbers are more often names than amounts, and stay as they are, digit by digit. */
function grouped(value: string): string {
  if (!/^-?(0|[1-9]\d{0,14})(\.\d{1,6})?$/.test(value)) return value
  const digits = value.split('.')[1]?.length ?? 0
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits }
  return formatter(`info number ${language} ${digits}`, () => new Intl.NumberFormat(language, options)).format(Number(value))
}

function shortened(link: string): string {
  const { host, pathname, search } = new URL(link)
  return decoded(host + (pathname === '/' ? '' : pathname) + search)
}

function decoded(text: string): string {
  try {
    return decodeURI(text)
  } catch {
    return text
  }
}
