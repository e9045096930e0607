import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api } from '../../client/api.ts'
import { isProblem } from '../../client/client.ts'
import type { InfoSource } from '../../client/types.ts'
import { Button } from '../../ui/button.tsx'
import { CheckField, SelectField, TextField } from '../../ui/field.tsx'
import { toast } from '../../ui/toast.tsx'
import { TheirChanges } from '../editing/their-changes.tsx'
import { useVersioned } from '../editing/use-versioned.ts'
import { BackButton } from '../settings/back-button.tsx'
import { ForDesks, useSayingDesks } from '../settings/for-desks.tsx'
import { SectionHead } from '../settings/section.tsx'
import { listed, t } from '../words/index.ts'
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
  const say = useSayingParts()
  const [paths, setPaths] = useState<readonly string[]>([])
  const edit = useVersioned<SourceDraft, InfoSource, null>({
    saved: source,
    formOf: draftOf,
    save: (_, expectedVersion, form) =>
      source && expectedVersion !== null
        ? api.customerInfo.change(source.id, { ...inputOf(form), expectedVersion })
        : api.customerInfo.add(inputOf(form)),
    read: async (known) => {
      const { items } = await cache.fetchQuery({ ...infoQueries.sources(), staleTime: 0 })
      return items.find(({ id }) => id === known.id) ?? known
    },
    ...(source && { subject: { subject: 'customer_info_source', subjectId: source.id } }),
    onSaved: async (saved) => {
      toast(t.saved)
      await Promise.all(['info-sources', 'info-usable', 'info'].map((key) => cache.invalidateQueries({ queryKey: [key] })))
      if (!source) onOpen(saved.id)
    },
  })
  const { form, set } = edit
  const errorAt = (path: string) => (isProblem(edit.error) ? edit.error.errors.find((error) => error.path === path)?.message : undefined)

  return (
    <form
      className="flex flex-col gap-8"
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        edit.submit()
      }}
    >
      <div className="flex flex-col">
        <BackButton onBack={onBack}>{words.back}</BackButton>
        <SectionHead title={source?.name ?? words.add} />
        <div className="flex flex-col gap-3">
          <div className="grid gap-3 sm:grid-cols-2">
            <TextField
              label={t.fields.name}
              required
              maxLength={80}
              value={form.name}
              error={errorAt('name')}
              onChange={(event) => set({ name: event.target.value })}
            />
            <SelectField
              label={words.useFor}
              hint={form.useFor === 'tickets' ? undefined : words.useHint}
              value={form.useFor}
              options={Object.entries(words.uses).map(([value, label]) => ({ value, label }))}
              onChange={(event) => set({ useFor: event.target.value as SourceDraft['useFor'] })}
            />
          </div>
          <CheckField label={words.enabled} checked={form.enabled} onChange={(event) => set({ enabled: event.target.checked })} />
          <ForDesks label={words.desks} allLabel={words.allDesks} desks={form.desks} onChange={(desks) => set({ desks })} />
        </div>
      </div>
      <RequestFields draft={form} base={source} onChange={set} errorAt={errorAt} />
      <AnswerFields fields={form.fields} paths={paths} errorAt={errorAt} onChange={(fields) => set({ fields })} />
      <TrySource draft={form} base={source} onPaths={setPaths} onUse={(field) => set({ fields: [...filled(form.fields), field] })} />
      <div className="flex flex-col gap-3">
        {edit.theirs ? <TheirChanges theirs={edit.theirs} label={(part) => labels[part]} say={say} onTake={edit.takeTheirs} /> : null}
        {edit.error ? (
          <p role="alert" className="whitespace-pre-line text-red-text">
            {sourceProblem(edit.error, form)}
          </p>
        ) : null}
        <div className="flex justify-end">
          <Button type="submit" kind="primary" busy={edit.busy}>
            {words.save}
          </Button>
        </div>
      </div>
    </form>
  )
}

const filled = (fields: SourceDraft['fields']) => fields.filter(({ label, path }) => label.trim() || path.trim())

const labels: Record<keyof SourceDraft, string> = {
  name: t.fields.name,
  enabled: words.enabled,
  useFor: words.useFor,
  desks: words.desks,
  method: words.method,
  url: words.url,
  body: words.body,
  auth: words.auth,
  timeoutSeconds: words.timeout,
  fields: words.fields,
}

function useSayingParts(): (part: keyof SourceDraft, form: SourceDraft) => string {
  const sayDesks = useSayingDesks(words.allDesks)
  return (part, form) => {
    switch (part) {
      case 'enabled':
        return form.enabled ? t.log.yes : t.log.no
      case 'useFor':
        return words.uses[form.useFor]
      case 'desks':
        return sayDesks(form.desks)
      case 'auth':
        return form.auth?.header ?? ''
      case 'timeoutSeconds':
        return words.seconds(form.timeoutSeconds)
      case 'fields':
        return listed(form.fields.map(({ label }) => label))
      default:
        return form[part]
    }
  }
}
