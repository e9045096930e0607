import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../client/api.ts'
import { Button } from '../../../ui/button.tsx'
import { TextField } from '../../../ui/field.tsx'
import { toast } from '../../../ui/toast.tsx'
import { useUnsaved } from '../../../ui/unsaved.ts'
import { queries } from '../../data/queries.ts'
import { When } from '../../session/when.tsx'
import { t } from '../../words/index.ts'
import { AddForm, Loaded, Row, Rows, SectionHead } from '../section.tsx'

export function Password() {
  const empty = { current: '', next: '' }
  const [form, setForm] = useState(empty)
  useUnsaved(form.current !== '' || form.next !== '')
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

export function Sessions() {
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
