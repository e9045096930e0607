import { useQuery } from '@tanstack/react-query'
import { formatList } from '../../../ui/formats.ts'
import { exactTime } from '../../../ui/time.ts'
import type { Condition } from '../../../conditions/index.ts'
import type { Priority } from '../../../client/types.ts'
import { useFields, useSaying as useSayingConditions } from '../../conditions/use-fields.ts'
import { queries } from '../../data/queries.ts'
import { useMe } from '../../session/me.ts'
import { priorities } from '../../sla/terms.ts'
import { labelled, language, listed, localised, noted, t } from '../../words/index.ts'
import { type Holiday, isWeek, sayHoliday, sayWeek } from './say-hours.ts'

const words = t.log
const said = t.settingsSaid
/** What leaving it empty means. */
const ofNone: Readonly<Record<string, string>> = { where: said.everything, desks: t.levels.allDesks, types: t.hooks.allEvents }
const mostItems = 8

type Span = { amount: number; unit: keyof typeof t.levels.short } | null
type Targets = Partial<Record<Priority, { firstResponse: Span; resolution: Span; hours: 'business' | 'calendar' } | null>>
type Named = readonly { id: string; name: string }[]

export function fieldName(key: string): string {
  return (words.fields as Record<string, string>)[key] ?? (t.settingsSaid.fields as Record<string, string>)[key] ?? key
}

export function subjectName(subject: string): string {
  return (words.subjects as Record<string, string>)[subject] ?? subject
}

/** Of an entry of the log: what it is about, and what it tells. */
interface About {
  readonly subject: string
  readonly change: Readonly<Record<string, unknown>>
}

/** Says a value of the log as people know it: ids by their names, choices by their words. */
export function useSaying(entry?: About): (key: string, value: unknown) => string {
  const me = useMe()
  const conditions = useSayingConditions(undefined, 'any')
  const { fields } = useFields(undefined)
  const lists: Record<string, Named> = {
    agents: useQuery(queries.agents()).data?.items ?? [],
    teams: useQuery(queries.teams()).data?.items ?? [],
    calendars: useQuery(queries.calendars()).data?.items ?? [],
    desks: me.desks,
    view: useQuery({ ...queries.views(), enabled: entry?.subject === 'view' }).data?.items ?? [],
    sla_policy: useQuery({ ...queries.policies(), enabled: entry?.subject === 'sla_policy' }).data?.items ?? [],
  }
  const lifecycles = useQuery({ ...queries.lifecycles(), enabled: entry !== undefined && tellsLifecycle(entry) }).data?.items ?? []
  const desk = entry && 'parent' in entry.change ? me.desks.find(({ id }) => id === idIn(entry.change['desk'])) : undefined
  const categories = useQuery({ ...queries.form(desk?.id ?? ''), enabled: desk !== undefined }).data?.categories ?? []
  const named = (list: string) => (id: unknown) => lists[list]?.find((one) => one.id === String(id))?.name ?? `#${String(id)}`

  const say = (key: string, value: unknown): string => {
    if (value === null || value === undefined || value === '') return key in ofNone ? (ofNone[key] ?? '') : words.nothingSet
    if (key === 'where') return isCondition(value) ? conditions.say(value) : words.nothingSet
    if (key === 'relayPassword' || key === 'imapPassword') return words.secret
    if (typeof value === 'boolean') return value ? words.yes : words.no
    if (Array.isArray(value)) return value.length === 0 ? words.nothingSet : list(key, value)
    if (typeof value === 'object') return spoken(value as Record<string, unknown>, key)
    return typeof value === 'string' || typeof value === 'number' ? plain(key, String(value)) : ''
  }

  const plain = (key: string, value: string): string => {
    if (key === 'startsAt' || key === 'endsAt') return exactTime(value, me.zone, language)
    if (key === 'desk') return named('desks')(value)
    if (key === 'team') return named('teams')(value)
    if (key === 'calendar') return named('calendars')(value)
    if (key === 'appliedToOpen') return named('sla_policy')(value)
    if (key === 'lifecycle') return localised(lifecycles.find((one) => one.key === value)?.name ?? value)
    if (key === 'parent') return localised(categories.find(({ id }) => id === value)?.name ?? words.gone)
    if (key === 'why') return (t.hooks.why as Record<string, string>)[value] ?? value
    if (key === 'role') return (t.people.roleNames as Record<string, string>)[value] ?? value
    if (key === 'kind' && (value === 'canned' || value === 'template')) return t.texts.sections[value === 'canned' ? 'canned' : 'templates']
    if (key === 'useFor') return (t.infoSettings.uses as Record<string, string>)[value] ?? value
    if (key === 'tone') return (t.announcements.tones as Record<string, string>)[value] ?? value
    if (key === 'scope') return (t.texts.edit.scopes as Record<string, string>)[value] ?? value
    if (key === 'colour') return (t.settings.colours as Record<string, string>)[value] ?? value
    if (key === 'replyToken') return (t.settings.replyTokens as Record<string, string>)[value] ?? value
    return value
  }

  const list = (key: string, items: readonly unknown[]): string => {
    const byList: Record<string, string> = { members: 'agents', desks: 'desks', teams: 'teams' }
    const known = byList[key]
    if (known) return formatList(items.map(named(known)), language)
    if (key === 'access')
      return formatList(
        items.map((one) => {
          const { desk, sees } = one as { desk: number; sees?: keyof typeof t.people.sees }
          return sees && sees !== 'role' ? noted(named('desks')(desk), t.people.sees[sees]) : named('desks')(desk)
        }),
        language,
      )
    if (key === 'order') return entry && lists[entry.subject] ? listedShort(items.map(named(entry.subject))) : words.details(items.length)
    if (key === 'types') return listedShort(items.map((one) => (t.eventNames as Record<string, string>)[String(one)] ?? String(one)))
    if (key === 'holidays') return shortened(items.map((one) => sayHoliday(one as Holiday, language, said.yearly)))
    if (key === 'changed')
      return formatList(
        items.map((one) => fieldName(String(one))),
        language,
      )
    if (key === 'withheld')
      return formatList(
        items.map((one) => conditionField(String(one))),
        language,
      )
    if (items.every((one) => typeof one !== 'object')) return formatList(items.map(String), language)
    const names = items.map((one) => nameIn(one)).filter((name) => name !== null)
    return names.length === items.length ? formatList(names, language) : shortened(items.map((one) => say(key, one)))
  }

  const conditionField = (field: string): string => {
    const label = fields.find((one) => one.key === field)?.label
    return label ? localised(label) : field
  }

  const spoken = (value: Record<string, unknown>, key: string): string => {
    if (key === 'week' && isWeek(value)) return sayWeek(value, language, said.closed)
    if (key === 'targets') return sayTargets(value as Targets)
    if (typeof value['en'] === 'string') return localised(value as { en: string })
    if (typeof value['host'] === 'string') {
      const { host, port, user, security, secure } = value as {
        host: string
        port: number
        user?: string | null
        security?: keyof typeof t.deskSetup.securities
        secure?: boolean
      }
      const how = security ?? (secure ? 'tls' : 'starttls')
      return [`${host}:${port}`, t.deskSetup.securities[how], user].filter(Boolean).join(', ')
    }
    if (typeof value['text'] === 'string') return sayMail(value)
    return Object.entries(value)
      .map(([part, inner]) => labelled(fieldName(part), say(part, inner)))
      .join('\n')
  }
  return say
}

/** Its words for everybody, and those in each language that has its own. */
function sayMail({ subject, text, languages }: Record<string, unknown>): string {
  const own = Object.entries((languages ?? {}) as Record<string, Record<string, unknown>>)
  return [
    ...[subject, text].filter(Boolean),
    ...own.map(([one, mail]) => labelled((t.texts.mails.languages as Record<string, string>)[one] ?? one, sayMail(mail))),
  ].join('\n')
}

function idIn(value: unknown): string | null {
  return typeof value === 'number' || typeof value === 'string' ? String(value) : null
}

function tellsLifecycle({ subject, change }: About): boolean {
  return subject === 'lifecycle' || 'lifecycle' in change
}

function nameIn(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return null
  const { name, phrase, label } = value as Record<string, unknown>
  const found = name ?? phrase ?? label
  if (typeof found === 'string') return found
  return typeof found === 'object' && found !== null && 'en' in found ? localised(found as { en: string }) : null
}

function listedShort(items: readonly string[]): string {
  const rest = items.length - mostItems
  return listed([...items.slice(0, mostItems), ...(rest > 0 ? [said.more(rest)] : [])])
}

function shortened(items: readonly string[]): string {
  const rest = items.length - mostItems
  return [...items.slice(0, mostItems), ...(rest > 0 ? [said.more(rest)] : [])].join('\n')
}

function sayTargets(targets: Targets): string {
  const span = (one: Span) => (one ? one.amount + t.levels.short[one.unit] : '–')
  return priorities
    .map((priority) => {
      const target = targets[priority]
      const promised = target ? said.target(span(target.firstResponse), span(target.resolution), t.levels[target.hours]) : said.noTarget
      return labelled(t.priority[priority], promised)
    })
    .join('\n')
}

function isCondition(value: unknown): value is Condition {
  return typeof value === 'object' && value !== null && ['all', 'any', 'not', 'field'].some((key) => key in value)
}
