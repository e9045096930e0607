import { useQuery, useQueryClient } from '@tanstack/react-query'
import { X } from 'lucide-react'
import type { FormEvent } from 'react'
import { api } from '../../client/api.ts'
import type { ServicePolicy } from '../../client/types.ts'
import { IconButton } from '../../ui/button.tsx'
import { CheckField, SelectField, TextField } from '../../ui/field.tsx'
import { toast } from '../../ui/toast.tsx'
import { queries } from '../data/queries.ts'
import { TheirChanges } from '../editing/their-changes.tsx'
import { useVersioned } from '../editing/use-versioned.ts'
import { BackButton } from '../settings/back-button.tsx'
import { SaveBar } from '../settings/desk/save-bar.tsx'
import { ForDesks, useSayingDesks } from '../settings/for-desks.tsx'
import { SectionHead } from '../settings/section.tsx'
import { listed, t } from '../words/index.ts'
import { LevelPreview } from './level-preview.tsx'
import { type Only, onlyOf, whereOf } from './only.ts'
import { TargetsTable } from './targets-table.tsx'
import { sayTarget } from './say-target.ts'
import { type Terms, usualTerms } from './terms.ts'

/** Each priority by itself, so that two people can set different ones. */
type Form = { name: string } & Omit<Terms, 'targets'> & Terms['targets']
type Props = { policy: ServicePolicy | null; onBack: () => void; onOpen: (id: string) => void }

function formOf(policy: ServicePolicy | null): Form {
  const { name, desks, where, pauseWhileWaiting, targets } = policy ?? { name: '', ...usualTerms }
  return { name, desks, where, pauseWhileWaiting, ...targets }
}

function termsOf({ desks, where, pauseWhileWaiting, urgent, high, normal, low }: Form): Terms {
  return { desks, where, pauseWhileWaiting, targets: { urgent, high, normal, low } }
}

export function LevelForm({ policy, onBack, onOpen }: Props) {
  const cache = useQueryClient()
  const say = useSayingTerms()
  const edit = useVersioned<Form, ServicePolicy, null>({
    saved: policy,
    formOf,
    save: (_, expectedVersion, form) => {
      const input = { name: form.name, terms: termsOf(form) }
      return policy && expectedVersion !== null ? api.sla.change(policy.id, { ...input, expectedVersion }) : api.sla.add(input)
    },
    read: async (known) => {
      const { items } = await cache.fetchQuery({ ...queries.policies(), staleTime: 0 })
      return items.find(({ id }) => id === known.id) ?? known
    },
    ...(policy && { subject: { subject: 'sla_policy', subjectId: policy.id } }),
    onSaved: async (saved) => {
      toast(t.saved)
      await cache.invalidateQueries({ queryKey: ['sla-policies'] })
      if (!policy) onOpen(saved.id)
    },
  })
  const { form, set } = edit
  const terms = termsOf(form)
  return (
    <form
      className="flex flex-col gap-7"
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        edit.submit()
      }}
    >
      <div>
        <BackButton onBack={onBack}>{t.levels.back}</BackButton>
        <SectionHead title={policy?.name ?? t.levels.add} />
        <TextField
          className="sm:max-w-80"
          label={t.fields.name}
          required
          maxLength={80}
          value={form.name}
          onChange={(event) => set({ name: event.target.value })}
        />
      </div>
      <TargetsTable targets={terms.targets} onChange={set} />
      <CheckField
        label={t.levels.pause}
        hint={t.levels.pauseHint}
        checked={form.pauseWhileWaiting}
        onChange={(event) => set({ pauseWhileWaiting: event.target.checked })}
      />
      <ForDesks label={t.levels.desks} allLabel={t.levels.allDesks} desks={form.desks} onChange={(desks) => set({ desks })} />
      <OnlyWith where={form.where} onChange={(where) => set({ where })} />
      <LevelPreview terms={terms} />
      <div className="flex flex-col gap-3">
        {edit.theirs ? <TheirChanges theirs={edit.theirs} label={(part) => labels[part]} say={say} onTake={edit.takeTheirs} /> : null}
        <SaveBar button={t.levels.save} busy={edit.busy} error={edit.error} />
      </div>
    </form>
  )
}

const labels: Record<keyof Form, string> = {
  name: t.fields.name,
  desks: t.levels.desks,
  where: t.levels.only,
  pauseWhileWaiting: t.levels.pause,
  urgent: t.priority.urgent,
  high: t.priority.high,
  normal: t.priority.normal,
  low: t.priority.low,
}

function useSayingTerms(): (part: keyof Form, form: Form) => string {
  const sayDesks = useSayingDesks(t.levels.allDesks)
  const known = useQuery(queries.labels()).data?.items ?? []
  return (part, form) => {
    if (part === 'name') return form.name
    if (part === 'pauseWhileWaiting') return form.pauseWhileWaiting ? t.log.yes : t.log.no
    if (part === 'desks') return sayDesks(form.desks)
    if (part !== 'where') {
      const target = form[part]
      return target ? listed([sayTarget(target), t.levels[target.hours]]) : t.levels.previewNone
    }
    const only = onlyOf(form.where)
    if (!only) return t.levels.ownCondition
    const label = known.find(({ id }) => id === only.label)?.name
    const type = (t.types as Record<string, string>)[only.type]
    return (
      listed([label, type, only.channel && t.channelName(only.channel)].filter((word): word is string => Boolean(word))) || t.levels.any
    )
  }
}

function OnlyWith({ where, onChange }: { where: Terms['where']; onChange: (where: Terms['where']) => void }) {
  const labels = useQuery(queries.labels()).data?.items ?? []
  const only = onlyOf(where)
  const any = { value: '', label: t.levels.any }
  const set = (change: Partial<Only>) => only && onChange(whereOf({ ...only, ...change }))
  return (
    <fieldset>
      <legend className="mb-1 text-xs font-semibold text-fg-2">{t.levels.only}</legend>
      {only ? (
        <div className="grid gap-3 sm:grid-cols-3">
          <SelectField
            label={t.fields.label}
            value={only.label}
            options={[any, ...labels.map(({ id, name }) => ({ value: id, label: name }))]}
            onChange={(event) => set({ label: event.target.value })}
          />
          <SelectField
            label={t.fields.type}
            value={only.type}
            options={[any, ...Object.entries(t.types).map(([value, label]) => ({ value, label }))]}
            onChange={(event) => set({ type: event.target.value })}
          />
          <SelectField
            label={t.fields.channel}
            value={only.channel}
            options={[
              any,
              ...['mail', 'portal', 'phone', 'chat', 'widget', 'api', 'created'].map((value) => ({ value, label: t.channelName(value) })),
            ]}
            onChange={(event) => set({ channel: event.target.value })}
          />
        </div>
      ) : (
        <p className="flex items-center gap-2 text-fg-2">
          {t.levels.ownCondition}
          <IconButton label={t.levels.dropCondition} onClick={() => onChange(null)}>
            <X size={14} />
          </IconButton>
        </p>
      )}
    </fieldset>
  )
}
