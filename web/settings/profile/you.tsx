import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../client/api.ts'
import { SelectField, TextField } from '../../../ui/field.tsx'
import { toast } from '../../../ui/toast.tsx'
import { useUnsaved } from '../../../ui/unsaved.ts'
import { useMe } from '../../session/me.ts'
import { setLanguage } from '../../session/preferences.ts'
import { language, t } from '../../words/index.ts'
import type { Language } from '../../words/language.ts'
import { AddForm, SectionHead } from '../section.tsx'
import { useKeepMe } from './use-keep-me.ts'

export function You() {
  const me = useMe()
  const keep = useKeepMe()
  const [form, setForm] = useState({ name: me.name, zone: me.zone })
  useUnsaved(form.name !== me.name || form.zone !== me.zone)
  const save = useMutation({
    meta: { showsProblem: true },
    mutationFn: () => api.me.change(form),
    onSuccess: () => {
      keep(form)
      toast(t.saved)
    },
  })
  return (
    <section>
      <SectionHead title={t.profile.you} text={me.email} />
      <AddForm button={t.save} busy={save.isPending} error={save.error} onSubmit={() => save.mutate()}>
        <TextField
          label={t.fields.name}
          required
          autoComplete="name"
          value={form.name}
          onChange={(event) => setForm({ ...form, name: event.target.value })}
        />
        <SelectField
          label={t.settings.zone}
          value={form.zone}
          options={zones(me.zone).map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }))}
          onChange={(event) => setForm({ ...form, zone: event.target.value })}
        />
      </AddForm>
      <SelectField
        label={t.settings.language}
        hint={t.profile.languageHint}
        className="sm:max-w-72"
        value={language}
        options={Object.entries(t.settings.languages).map(([value, label]) => ({ value, label }))}
        onChange={(event) => void setLanguage(event.target.value as Language)}
      />
    </section>
  )
}

function zones(current: string): string[] {
  return [...new Set(['UTC', current, ...Intl.supportedValuesOf('timeZone')])].sort()
}
