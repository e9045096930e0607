import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ArrowLeft } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { api } from '../../client/api.ts'
import { isProblem } from '../../client/client.ts'
import type { InfoSource } from '../../client/types.ts'
import { Button } from '../../ui/button.tsx'
import { CheckField, SelectField, TextField } from '../../ui/field.tsx'
import { toast } from '../../ui/toast.tsx'
import { useMe } from '../session/me.ts'
import { SectionHead } from '../settings/section.tsx'
import { Changed } from '../sla/changed.tsx'
import { labelled, listed, t } from '../words/index.ts'
import { AnswerFields } from './answer-fields.tsx'
import { infoQueries } from './info-sources.ts'
import { RequestFields } from './request-fields.tsx'
import { draftOf, inputOf, type SourceDraft } from './source-draft.ts'
import { sourceProblem } from './source-problem.ts'
import { TrySource } from './try-source.tsx'

const words = t.infoSettings

type Props = { source: InfoSource | null; onBack: () => void; onOpen: (id: string) => void }

/** Everything about one source, and a look at what it answers before anybody relies on it. */
export function SourceForm({ source, onBack, onOpen }: Props) {
  const cache = useQueryClient()
  const [base, setBase] = useState(source)
  const [draft, setDraft] = useState(() => draftOf(source))
  const [theirs, setTheirs] = useState<InfoSource | null>(null)
  const [paths, setPaths] = useState<readonly string[]>([])
  const set = (change: Partial<SourceDraft>) => setDraft((old) => ({ ...old, ...change }))
  const save = useMutation({
    meta: { showsProblem: true },
    mutationFn: () =>
      base
        ? api.customerInfo.change(base.id, { ...inputOf(draft), expectedVersion: (theirs ?? base).version })
        : api.customerInfo.add(inputOf(draft)),
    onSuccess: async (saved) => {
      setBase(saved)
      setTheirs(null)
      setDraft(draftOf(saved))
      toast(t.saved)
      await Promise.all(['info-sources', 'info-usable', 'info'].map((key) => cache.invalidateQueries({ queryKey: [key] })))
      if (!base) onOpen(saved.id)
    },
    onError: async (error) => {
      if (!base || !isProblem(error, 'version_conflict')) return
      const { items } = await cache.fetchQuery({ ...infoQueries.sources(), staleTime: 0 })
      setTheirs(items.find(({ id }) => id === base.id) ?? null)
    },
  })
  const errorAt = (path: string) => (isProblem(save.error) ? save.error.errors.find((error) => error.path === path)?.message : undefined)

  return (
    <form
      className="flex flex-col gap-8"
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        save.mutate()
      }}
    >
      <div className="flex flex-col gap-3">
        <button
          type="button"
          onClick={onBack}
          className="-ml-1 flex h-7 w-fit items-center gap-1.5 rounded-[6px] px-1 text-fg-2 hover:bg-hover"
        >
          <ArrowLeft size={15} />
          {words.back}
        </button>
        <SectionHead title={base?.name ?? words.add} />
        <div className="-mt-3 grid gap-3 sm:grid-cols-2">
          <TextField
            label={t.fields.name}
            required
            maxLength={80}
            value={draft.name}
            error={errorAt('name')}
            onChange={(event) => set({ name: event.target.value })}
          />
          <SelectField
            label={words.useFor}
            hint={draft.useFor === 'tickets' ? undefined : words.useHint}
            value={draft.useFor}
            options={Object.entries(words.uses).map(([value, label]) => ({ value, label }))}
            onChange={(event) => set({ useFor: event.target.value as SourceDraft['useFor'] })}
          />
        </div>
        <CheckField label={words.enabled} checked={draft.enabled} onChange={(event) => set({ enabled: event.target.checked })} />
        <ForDesks desks={draft.desks} onChange={(desks) => set({ desks })} />
      </div>
      <RequestFields draft={draft} base={base} onChange={set} errorAt={errorAt} />
      <AnswerFields fields={draft.fields} paths={paths} errorAt={errorAt} onChange={(fields) => set({ fields })} />
      <TrySource draft={draft} base={base} onPaths={setPaths} onUse={(field) => set({ fields: [...filled(draft.fields), field] })} />
      <div className="flex flex-col gap-3">
        {theirs && base ? (
          <Changed
            title={words.changedMeanwhile}
            parts={partsChanged(base, theirs)}
            onTakeTheirs={() => {
              setDraft(draftOf(theirs))
              setBase(theirs)
              setTheirs(null)
              save.reset()
            }}
          />
        ) : save.error ? (
          <p role="alert" className="whitespace-pre-line text-red-text">
            {sourceProblem(save.error, draft)}
          </p>
        ) : null}
        <div className="flex justify-end">
          <Button type="submit" kind="primary" busy={save.isPending}>
            {theirs ? t.levels.keepMine : words.save}
          </Button>
        </div>
      </div>
    </form>
  )
}

const filled = (fields: SourceDraft['fields']) => fields.filter(({ label, path }) => label.trim() || path.trim())

/** What the other changed, in the words of the form. */
function partsChanged(base: InfoSource, theirs: InfoSource): string[] {
  const differs = (part: keyof InfoSource) => JSON.stringify(base[part]) !== JSON.stringify(theirs[part])
  const request = (['method', 'url', 'body', 'auth', 'timeoutSeconds'] as const).some(differs)
  return [
    ...(differs('name') ? [labelled(t.fields.name, theirs.name)] : []),
    ...(differs('useFor') ? [labelled(words.useFor, words.uses[theirs.useFor])] : []),
    ...(differs('enabled') ? [theirs.enabled ? words.enabled : words.off] : []),
    ...(differs('desks') ? [words.desks] : []),
    ...(request ? [labelled(words.request, theirs.url)] : []),
    ...(differs('fields') ? [labelled(words.fields, listed(theirs.fields.map(({ label }) => label)))] : []),
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
      <legend className="mb-1 text-xs font-semibold text-fg-2">{words.desks}</legend>
      <CheckField label={words.allDesks} checked={desks === null} onChange={(event) => onChange(event.target.checked ? null : all)} />
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
