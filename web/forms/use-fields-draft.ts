import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { isProblem } from '../../client/client.ts'
import type { Form, FormField, Ticket } from '../../client/types.ts'
import { toast } from '../../ui/toast.tsx'
import { queries } from '../data/queries.ts'
import { problemText } from '../data/query-client.ts'
import { useMe } from '../session/me.ts'
import { useChange } from '../ticket/use-change.ts'
import { t } from '../words/index.ts'
import { type FieldsDraft, keepFields, keptFields, leftAfter, untouched } from './fields-draft.ts'
import { fieldProblem, fieldsShown, isEmpty, sameTyped, type Typed, toWire, typedOf } from './form.ts'

/** What somebody types into a ticket's fields, kept apart from what the ticket holds until it is saved. */
export function useFieldsDraft(ticket: Ticket, form: Form) {
  const cache = useQueryClient()
  const change = useChange(ticket.reference, { showsProblem: true })
  const me = useMe().id
  const [draft, setShown] = useState<FieldsDraft>(() => keptFields(me, ticket.id))
  // As it is now, for what was begun when it was another.
  const latest = useRef(draft)
  const setDraft = (next: FieldsDraft) => {
    latest.current = next
    keepFields(me, ticket.id, next)
    setShown(next)
  }
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({})
  const [problem, setProblem] = useState<string | null>(null)

  const held = ticket.inquiryType?.id ?? null
  const inquiryType = draft.inquiryType === undefined ? held : draft.inquiryType
  const fields = fieldsShown(form, inquiryType, ticket.fields)
  const valueOf = (field: FormField) => draft.typed[field.id] ?? typedOf(field, ticket.fields[field.id])
  const changed = fields.filter((field) => !sameTyped(valueOf(field), typedOf(field, ticket.fields[field.id])))
  const dirty = changed.length > 0 || inquiryType !== held

  function stop(left: FieldsDraft = untouched) {
    setDraft(left)
    setErrors({})
    setProblem(null)
  }

  /** Whether somebody else changed what was touched here. */
  function isOvertaken(now: Ticket): boolean {
    const byField = fields.some((field) => {
      const before = draft.before[field.id]
      return before !== undefined && !sameTyped(before, typedOf(field, now.fields[field.id]))
    })
    return byField || (draft.inquiryType !== undefined && draft.inquiryTypeBefore !== (now.inquiryType?.id ?? null))
  }

  async function save(): Promise<void> {
    if (!dirty || change.isPending) return
    const missing = fields.filter((field) => field.required && !field.readOnly && !field.retired && isEmpty(valueOf(field)))
    if (missing.length > 0) return setErrors(Object.fromEntries(missing.map((field) => [field.id, t.ask.required])))
    const sent = draft
    const saved = { typed: Object.fromEntries(changed.map((field) => [field.id, valueOf(field)])), inquiryType }
    const body = {
      ...(inquiryType === held ? {} : { inquiryType }),
      fields: Object.fromEntries(changed.map((field) => [field.id, toWire(field, valueOf(field))])),
    }
    try {
      await change.mutateAsync({ ...body, expectedVersion: ticket.version })
    } catch (error) {
      if (!isProblem(error, 'version_conflict')) return told(error)
      const now = await cache.fetchQuery({ ...queries.ticket(ticket.reference), staleTime: 0 })
      if (isOvertaken(now)) return setProblem(t.forms.changedMeanwhile((error.extra.changedBy as { name?: string } | null)?.name))
      // Something else of the ticket changed, which takes nothing from anybody here.
      try {
        await change.mutateAsync({ ...body, expectedVersion: now.version })
      } catch (again) {
        return told(again)
      }
    }
    // The fields could be typed on meanwhile.
    stop(leftAfter(latest.current, sent, saved))
    toast(t.forms.saved)
  }

  function told(error: unknown): void {
    const byField = isProblem(error)
      ? error.errors.flatMap(({ path, message }) => (path.startsWith('fields.') ? [[path.slice(7), fieldProblem(message)] as const] : []))
      : []
    setErrors(Object.fromEntries(byField))
    setProblem(byField.length > 0 ? null : problemText(error))
  }

  return {
    inquiryType,
    fields,
    dirty,
    errors,
    problem,
    saving: change.isPending,
    valueOf,
    /** What the ticket holds now, where that changed while it was being edited here. */
    theirs(field: FormField): Typed | undefined {
      const [before, now] = [draft.before[field.id], typedOf(field, ticket.fields[field.id])]
      return before === undefined || sameTyped(before, now) || sameTyped(valueOf(field), now) ? undefined : now
    },
    set(field: FormField, value: Typed) {
      const { [field.id]: _, ...rest } = errors
      setErrors(rest)
      setDraft({
        ...draft,
        typed: { ...draft.typed, [field.id]: value },
        before: { [field.id]: typedOf(field, ticket.fields[field.id]), ...draft.before },
      })
    },
    setInquiryType: (id: string | null) => setDraft({ ...draft, inquiryType: id, inquiryTypeBefore: draft.inquiryTypeBefore ?? held }),
    save,
    stop: () => stop(),
  }
}
