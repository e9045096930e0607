import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { type Catalogue, type Condition, explain, type FieldKind, type Names, type Scalar } from '../../conditions/index.ts'
import type { ConditionField } from '../../client/types.ts'
import { exactTime } from '../../ui/time.ts'
import { queries } from '../data/queries.ts'
import { useMe } from '../session/me.ts'
import { language, localised, t } from '../words/index.ts'

const none: ConditionField[] = []

/** What can be asked of the tickets of a desk, or of all desks, and what this person filters by. */
export function useFields(desk: string | undefined) {
  const asked = useQuery(queries.conditionFields(desk))
  const fields = asked.data?.items ?? none
  return {
    fields,
    chosen: asked.data?.chosen ?? [],
    isLoading: asked.isPending,
    /** Why they are not known: no fields then does not mean that there are none. */
    problem: asked.data ? null : asked.error,
    retry: () => void asked.refetch(),
  }
}

/** A field that people can be asked for: its values are listed somewhere, or are typed. */
export function canBeAsked(field: ConditionField): boolean {
  if (field.kind === 'text' || field.kind === 'number' || field.kind === 'date' || field.kind === 'boolean') return true
  return (field.choices?.length ?? 0) > 0 || (field.lookup !== null && field.lookup !== 'contacts')
}

export type Value = { id: string; text: string; colour?: string; hue?: number }

/** The values that a field can be, by name. */
export function useValues(field: Pick<ConditionField, 'choices' | 'lookup' | 'kind'> | undefined): Value[] {
  const me = useMe()
  const lookup = field?.lookup
  const agents = useQuery({ ...queries.agents(), enabled: lookup === 'agents' }).data?.items
  const teams = useQuery({ ...queries.teams(), enabled: lookup === 'teams' }).data?.items
  const labels = useQuery({ ...queries.labels(), enabled: lookup === 'labels' }).data?.items
  return useMemo(() => {
    if (field?.choices) return field.choices.map((one) => ({ id: one.value, text: localised(one.label), colour: one.colour }))
    switch (lookup) {
      case 'agents':
        return [
          { id: 'me', text: t.list.assignedMe, hue: me.avatarHue },
          ...(agents ?? []).filter((one) => one.id !== me.id).map((one) => ({ id: one.id, text: one.name, hue: one.avatarHue })),
        ]
      case 'teams':
        return (teams ?? []).map((one) => ({ id: one.id, text: one.name }))
      case 'labels':
        return (labels ?? []).map((one) => ({ id: one.id, text: one.name, colour: one.colour }))
      case 'desks':
        return me.desks.map((one) => ({ id: one.id, text: one.name }))
      default:
        return []
    }
  }, [field, lookup, agents, teams, labels, me])
}

export interface Saying {
  say(condition: Condition): string
  /** What a value of a field is called. */
  name(field: string, value: Scalar): string
}

/**
 * Says conditions in the words of this screen.
 *
 * @param shown those that will be said: people, teams and labels are only asked for where one of them may name some
 */
export function useSaying(desk: string | undefined, shown: readonly Condition[] | 'any'): Saying {
  const me = useMe()
  const { fields } = useFields(desk)
  const keys = shown === 'any' ? null : new Set(shown.flatMap(fieldsOf))
  const asks = (lookup: ConditionField['lookup']) => keys === null || fields.some((field) => field.lookup === lookup && keys.has(field.key))
  const agents = useQuery({ ...queries.agents(), enabled: asks('agents') }).data?.items
  const teams = useQuery({ ...queries.teams(), enabled: asks('teams') }).data?.items
  const labels = useQuery({ ...queries.labels(), enabled: asks('labels') }).data?.items
  return useMemo(() => {
    const catalogue: Catalogue = Object.fromEntries(fields.map((field) => [field.key, { kind: field.kind as FieldKind }]))
    const find = (key: string) => fields.find((field) => field.key === key)
    const named = (items: readonly { id: string; name: string }[] | undefined, id: string) =>
      items?.find((one) => one.id === id)?.name ?? `#${id}`
    const names: Names = {
      field: (key) => (find(key) ? localised(find(key)?.label ?? key) : key),
      value: (key, value: Scalar) => {
        const field = find(key)
        const text = String(value)
        if (field?.kind === 'date') return exactTime(text, me.zone, language)
        if (field?.kind === 'boolean') return value ? t.finding.yes : t.finding.no
        if (field?.choices) return localised(field.choices.find((one) => one.value === value)?.label ?? text)
        if (field?.lookup === 'agents') return value === 'me' ? t.list.assignedMe : value === me.id ? me.name : named(agents, text)
        if (field?.lookup === 'teams') return named(teams, text)
        if (field?.lookup === 'labels') return named(labels, text)
        if (field?.lookup === 'desks') return named(me.desks, text)
        return text
      },
    }
    return {
      say(condition) {
        // A field that is gone, or not known here yet, has no kind to be said by.
        const isKnown = fieldsOf(condition).every((key) => key in catalogue)
        return isKnown ? explain(condition, catalogue, names, language) : fieldsOf(condition).join(', ')
      },
      name: names.value,
    }
  }, [fields, agents, teams, labels, me])
}

export function fieldsOf(condition: Condition): string[] {
  if ('all' in condition) return condition.all.flatMap((one) => fieldsOf(one))
  if ('any' in condition) return condition.any.flatMap((one) => fieldsOf(one))
  return 'not' in condition ? fieldsOf(condition.not) : [condition.field]
}
