import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ArrowLeft, X } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { api } from '../../client/api.ts'
import { isProblem } from '../../client/client.ts'
import type { ServicePolicy } from '../../client/types.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { CheckField, SelectField, TextField } from '../../ui/field.tsx'
import { toast } from '../../ui/toast.tsx'
import { queries } from '../data/queries.ts'
import { problemText } from '../data/query-client.ts'
import { useMe } from '../session/me.ts'
import { SectionHead } from '../settings/section.tsx'
import { labelled, t } from '../words/index.ts'
import { Changed } from './changed.tsx'
import { LevelPreview } from './level-preview.tsx'
import { type Only, onlyOf, whereOf } from './only.ts'
import { TargetsTable } from './targets-table.tsx'
import { priorities, type Terms, usualTerms } from './terms.ts'

type Form = { name: string; terms: Terms }
type Props = { policy: ServicePolicy | null; onBack: () => void; onOpen: (id: string) => void }

const formOf = ({ name, desks, where, pauseWhileWaiting, targets }: ServicePolicy): Form => ({
  name,
  terms: { desks, where, pauseWhileWaiting, targets },
})

export function LevelForm({ policy, onBack, onOpen }: Props) {
  const cache = useQueryClient()
  const [base, setBase] = useState(policy)
  const [theirs, setTheirs] = useState<ServicePolicy | null>(null)
  const [form, setForm] = useState<Form>(policy ? formOf(policy) : { name: '', terms: usualTerms })
  const set = (terms: Partial<Terms>) => setForm((old) => ({ ...old, terms: { ...old.terms, ...terms } }))
  const save = useMutation({
    meta: { showsProblem: true },
    mutationFn: () => (base ? api.sla.change(base.id, { ...form, expectedVersion: (theirs ?? base).version }) : api.sla.add(form)),
    onSuccess: async (saved) => {
      setBase(saved)
      setTheirs(null)
      setForm(formOf(saved))
      toast(t.saved)
      await cache.invalidateQueries({ queryKey: ['sla-policies'] })
      if (!base) onOpen(saved.id)
    },
    onError: async (error) => {
      if (!base || !isProblem(error, 'version_conflict')) return
      const { items } = await cache.fetchQuery({ ...queries.policies(), staleTime: 0 })
      setTheirs(items.find(({ id }) => id === base.id) ?? null)
    },
  })
  return (
    <form
      className="flex flex-col gap-7"
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        save.mutate()
      }}
    >
      <div>
        <button
          type="button"
          onClick={onBack}
          className="mb-3 -ml-1 flex h-7 items-center gap-1.5 rounded-[6px] px-1 text-fg-2 hover:bg-hover"
        >
          <ArrowLeft size={15} />
          {t.levels.back}
        </button>
        <SectionHead title={base?.name ?? t.levels.add} />
        <TextField
          className="sm:max-w-80"
          label={t.fields.name}
          required
          maxLength={80}
          value={form.name}
          onChange={(event) => setForm({ ...form, name: event.target.value })}
        />
      </div>
      <TargetsTable targets={form.terms.targets} onChange={(targets) => set({ targets })} />
      <CheckField
        label={t.levels.pause}
        hint={t.levels.pauseHint}
        checked={form.terms.pauseWhileWaiting}
        onChange={(event) => set({ pauseWhileWaiting: event.target.checked })}
      />
      <ForDesks desks={form.terms.desks} onChange={(desks) => set({ desks })} />
      <OnlyWith where={form.terms.where} onChange={(where) => set({ where })} />
      <LevelPreview terms={form.terms} />
      <div className="flex flex-col gap-3">
        {theirs && base ? (
          <Changed
            title={t.levels.changedMeanwhile}
            parts={partsChanged(base, theirs)}
            onTakeTheirs={() => {
              setForm(formOf(theirs))
              setBase(theirs)
              setTheirs(null)
              save.reset()
            }}
          />
        ) : save.error ? (
          <p role="alert" className="text-red-text">
            {problemText(save.error)}
          </p>
        ) : null}
        <div className="flex justify-end">
          <Button type="submit" kind="primary" busy={save.isPending}>
            {theirs ? t.levels.keepMine : t.levels.save}
          </Button>
        </div>
      </div>
    </form>
  )
}

/** What the other changed, in the words of the form. */
function partsChanged(base: ServicePolicy, theirs: ServicePolicy): string[] {
  const differs = (one: unknown, other: unknown) => JSON.stringify(one) !== JSON.stringify(other)
  return [
    ...(base.name === theirs.name ? [] : [labelled(t.fields.name, theirs.name)]),
    ...priorities
      .filter((priority) => differs(base.targets[priority], theirs.targets[priority]))
      .map((priority) => labelled(t.levels.targets, t.priority[priority])),
    ...(base.pauseWhileWaiting === theirs.pauseWhileWaiting ? [] : [t.levels.pause]),
    ...(differs(base.desks, theirs.desks) ? [t.levels.desks] : []),
    ...(differs(base.where, theirs.where) ? [t.levels.only] : []),
    ...(base.on === theirs.on ? [] : [theirs.on ? t.levels.on(theirs.name) : t.levels.off]),
  ]
}

function ForDesks({ desks, onChange }: { desks: string[] | null; onChange: (desks: string[] | null) => void }) {
  const me = useMe()
  const all = me.desks.map(({ id }) => id)
  const turn = (id: string, on: boolean) => {
    const chosen = (desks ?? all).filter((one) => one !== id).concat(on ? [id] : [])
    onChange(chosen.length ? chosen : null)
  }
  return (
    <fieldset>
      <legend className="mb-1 text-xs font-semibold text-fg-2">{t.levels.desks}</legend>
      <CheckField label={t.levels.allDesks} checked={desks === null} onChange={(event) => onChange(event.target.checked ? null : all)} />
      {desks === null
        ? null
        : me.desks.map((desk) => (
            <div key={desk.id} className="pl-6">
              <CheckField label={desk.name} checked={desks.includes(desk.id)} onChange={(event) => turn(desk.id, event.target.checked)} />
            </div>
          ))}
    </fieldset>
  )
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
