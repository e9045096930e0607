import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../client/api.ts'
import type { Me } from '../../client/types.ts'
import { Button } from '../../ui/button.tsx'
import { CheckField, SelectField, TextField } from '../../ui/field.tsx'
import { toast } from '../../ui/toast.tsx'
import { queries } from '../data/queries.ts'
import { useMe } from '../session/me.ts'
import { setPreferences, setTheme, type Theme, theme, usePreferences } from '../session/preferences.ts'
import { When } from '../session/when.tsx'
import { language, t } from '../words/index.ts'
import { chooseLanguage, type Language } from '../words/language.ts'
import { AddForm, Loaded, Row, Rows, SectionHead } from './section.tsx'

export default function ProfileSection() {
  return (
    <div className="flex flex-col gap-9">
      <Identity />
      <Screen />
      <Password />
      <Sessions />
    </div>
  )
}

function Identity() {
  const me = useMe()
  const cache = useQueryClient()
  const [form, setForm] = useState({ name: me.name, zone: me.zone })
  const save = useMutation({
    meta: { showsProblem: true },
    mutationFn: () => api.me.change(form),
    onSuccess: () => {
      cache.setQueryData<{ me: Me }>(['session'], (old) => (old ? { me: { ...old.me, ...form } } : old))
      toast(t.saved)
    },
  })
  return (
    <section>
      <SectionHead title={t.settings.profile} text={me.email} />
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
    </section>
  )
}

function zones(current: string): string[] {
  return [...new Set(['UTC', current, ...Intl.supportedValuesOf('timeZone')])].sort()
}

function Screen() {
  const [chosen, setChosen] = useState(theme)
  const { shortcuts } = usePreferences()
  return (
    <section>
      <SectionHead title={t.settings.theme} />
      <SelectField
        label={t.settings.theme}
        className="max-w-64"
        value={chosen}
        options={Object.entries(t.settings.themes).map(([value, label]) => ({ value, label }))}
        onChange={(event) => {
          setTheme(event.target.value as Theme)
          setChosen(event.target.value as Theme)
        }}
      />
      <SelectField
        label={t.settings.language}
        className="mt-3 max-w-64"
        value={language}
        options={Object.entries(t.settings.languages).map(([value, label]) => ({ value, label }))}
        onChange={(event) => {
          chooseLanguage(event.target.value as Language)
          location.reload()
        }}
      />
      <div className="mt-3">
        <CheckField
          label={t.settings.shortcuts}
          hint={t.settings.shortcutsHint}
          checked={shortcuts}
          onChange={(event) => setPreferences({ shortcuts: event.target.checked })}
        />
      </div>
    </section>
  )
}

function Password() {
  const empty = { current: '', next: '' }
  const [form, setForm] = useState(empty)
  const change = useMutation({
    meta: { showsProblem: true },
    mutationFn: () => api.me.password(form.current, form.next),
    onSuccess: () => {
      setForm(empty)
      toast(t.settings.passwordChanged)
    },
  })
  return (
    <section>
      <SectionHead title={t.settings.password} />
      <AddForm button={t.settings.passwordChange} busy={change.isPending} error={change.error} onSubmit={() => change.mutate()}>
        <TextField
          label={t.settings.passwordCurrent}
          type="password"
          autoComplete="current-password"
          required
          value={form.current}
          onChange={(event) => setForm({ ...form, current: event.target.value })}
        />
        <TextField
          label={t.settings.passwordNext}
          type="password"
          autoComplete="new-password"
          required
          minLength={10}
          hint={t.setup.passwordHint}
          value={form.next}
          onChange={(event) => setForm({ ...form, next: event.target.value })}
        />
      </AddForm>
    </section>
  )
}

function Sessions() {
  const cache = useQueryClient()
  const sessions = useQuery(queries.sessions())
  const end = useMutation({
    mutationFn: (id: string) => api.session.end(id),
    onSuccess: () => void cache.invalidateQueries({ queryKey: ['sessions'] }),
  })
  return (
    <section>
      <SectionHead title={t.settings.sessions} />
      <Loaded query={sessions}>
        {({ items }) => (
          <Rows label={t.settings.sessions}>
            {items.map((session) => (
              <Row key={session.id}>
                <span className="min-w-0 flex-1 basis-60 truncate" title={session.userAgent}>
                  {browserName(session.userAgent)}
                </span>
                <span className="text-xs text-fg-3">
                  {session.current ? (
                    t.settings.sessionCurrent
                  ) : (
                    <>
                      {t.settings.sessionSeen} <When at={session.lastSeenAt} form="long" />
                    </>
                  )}
                </span>
                {session.current ? null : (
                  <Button size="sm" onClick={() => end.mutate(session.id)}>
                    {t.settings.sessionEnd}
                  </Button>
                )}
              </Row>
            ))}
          </Rows>
        )}
      </Loaded>
    </section>
  )
}

/** "Firefox, Windows" says more to a person than the whole string; that one is in the tooltip. */
function browserName(userAgent: string): string {
  const browser = /(Firefox|Edg|OPR|Chrome|Safari)\//.exec(userAgent)?.[1]?.replace('Edg', 'Edge').replace('OPR', 'Opera')
  const system = /(iPhone|iPad|Android|Windows|Mac OS X|Linux)/.exec(userAgent)?.[1]?.replace('Mac OS X', 'macOS')
  return [browser, system].filter(Boolean).join(', ') || userAgent
}
