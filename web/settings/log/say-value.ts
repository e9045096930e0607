import { useQuery } from '@tanstack/react-query'
import { formatList } from '../../../ui/formats.ts'
import { exactTime } from '../../../ui/time.ts'
import { queries } from '../../data/queries.ts'
import { useMe } from '../../session/me.ts'
import { language, localised, t } from '../../words/index.ts'

const words = t.log
type Named = readonly { id: string; name: string }[]

export function fieldName(key: string): string {
  return (words.fields as Record<string, string>)[key] ?? key
}

export function subjectName(subject: string): string {
  return (words.subjects as Record<string, string>)[subject] ?? subject
}

/** Says a value of the log as people know it: ids by their names, choices by their words. */
export function useSaying(): (key: string, value: unknown) => string {
  const me = useMe()
  const lists: Record<string, Named> = {
    agents: useQuery(queries.agents()).data?.items ?? [],
    teams: useQuery(queries.teams()).data?.items ?? [],
    calendars: useQuery(queries.calendars()).data?.items ?? [],
    desks: me.desks,
  }
  const named = (list: string) => (id: unknown) => lists[list]?.find((one) => one.id === String(id))?.name ?? `#${String(id)}`

  const say = (key: string, value: unknown): string => {
    if (value === null || value === undefined || value === '') return words.nothingSet
    if (key === 'relayPassword' || key === 'imapPassword') return words.secret
    if (typeof value === 'boolean') return value ? words.yes : words.no
    if (Array.isArray(value)) return value.length === 0 ? words.nothingSet : list(key, value)
    if (typeof value === 'object') return spoken(value as Record<string, unknown>)
    return typeof value === 'string' || typeof value === 'number' ? plain(key, String(value)) : ''
  }

  const plain = (key: string, value: string): string => {
    if (key === 'startsAt' || key === 'endsAt') return exactTime(value, me.zone, language)
    if (key === 'desk') return named('desks')(value)
    if (key === 'team') return named('teams')(value)
    if (key === 'calendar') return named('calendars')(value)
    if (key === 'role') return (t.people.roleNames as Record<string, string>)[value] ?? value
    if (key === 'kind' && (value === 'canned' || value === 'template')) return t.texts.sections[value === 'canned' ? 'canned' : 'templates']
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
          return sees && sees !== 'role' ? `${named('desks')(desk)} (${t.people.sees[sees]})` : named('desks')(desk)
        }),
        language,
      )
    if (items.every((one) => typeof one !== 'object')) return formatList(items.map(String), language)
    const names = items.map((one) => nameIn(one)).filter((name) => name !== null)
    return names.length === items.length ? formatList(names, language) : words.details(items.length)
  }

  const spoken = (value: Record<string, unknown>): string => {
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
    if (typeof value['text'] === 'string') return [value['subject'], value['text']].filter(Boolean).join('\n')
    return words.details(Object.keys(value).length)
  }
  return say
}

function nameIn(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return null
  const { name, phrase, label } = value as Record<string, unknown>
  const found = name ?? phrase ?? label
  if (typeof found === 'string') return found
  return typeof found === 'object' && found !== null && 'en' in found ? localised(found as { en: string }) : null
}
