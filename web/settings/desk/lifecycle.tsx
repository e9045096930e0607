import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../client/api.ts'
import type { Desk, LifecycleRow, Words } from '../../../client/types.ts'
import { Button } from '../../../ui/button.tsx'
import { SelectField } from '../../../ui/field.tsx'
import { StatusDot } from '../../../ui/marks.tsx'
import { queries } from '../../data/queries.ts'
import { problemText } from '../../data/query-client.ts'
import { may, useMe } from '../../session/me.ts'
import { localised, t } from '../../words/index.ts'
import { Panel } from './panel.tsx'

const words = t.deskSetup

/** By which lifecycle the desk works. Changing it shows first what becomes of the tickets that are there. */
export function LifecyclePart({ desk }: { desk: Desk }) {
  const me = useMe()
  const [changing, setChanging] = useState(false)
  const [move, setMove] = useState<string | null>(null)
  return (
    <Panel title={words.lifecycle} text={words.lifecycleText}>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 sm:col-span-2">
        <span className="font-semibold max-sm:flex-1">{localised(desk.lifecycle.name)}</span>
        <ul className="flex min-w-0 flex-1 flex-wrap gap-x-3 gap-y-1 max-sm:order-3 max-sm:basis-full">
          {desk.lifecycle.statuses.map((status) => (
            <li key={status.key} className="flex items-center gap-1.5 text-xs text-fg-2">
              <StatusDot colour={status.colour} hollow={status.category === 'waiting'} />
              {localised(status.label)}
            </li>
          ))}
        </ul>
        {may(me, 'lifecycles.manage') && !changing ? <Button onClick={() => setChanging(true)}>{words.changeLifecycle}</Button> : null}
      </div>
      {changing ? (
        <Change
          desk={desk}
          onCancel={() => setChanging(false)}
          onStarted={(id) => {
            setChanging(false)
            setMove(id)
          }}
        />
      ) : null}
      {move ? <Progress key={move} id={move} desk={desk} /> : null}
    </Panel>
  )
}

function Change({ desk, onCancel, onStarted }: { desk: Desk; onCancel: () => void; onStarted: (id: string) => void }) {
  const lifecycles = (useQuery(queries.lifecycles()).data?.items ?? []).filter((one) => publishedOf(one) !== null)
  const [key, setKey] = useState(desk.lifecycle.key)
  const [map, setMap] = useState<Record<string, string>>({})
  const chosen = lifecycles.find((one) => one.key === key)
  const version = chosen ? (publishedOf(chosen) ?? 1) : 1
  const isSame = key === desk.lifecycle.key && version === desk.lifecycle.version
  const body = { map, desks: [desk.id] }
  const preview = useQuery({
    queryKey: ['lifecycle-move', chosen?.id, version, desk.id, map],
    queryFn: () => api.lifecycleMoves.preview(chosen?.id ?? '', version, body),
    enabled: chosen !== undefined,
    placeholderData: (old) => old,
  })
  const total = (preview.data?.perStatus ?? []).reduce((sum, { count }) => sum + count, 0)
  // A move that stopped left tickets behind: it can be started again for these.
  const isDone = isSame && total === 0
  const detail = useQuery({
    queryKey: ['lifecycle-version', chosen?.id, version],
    queryFn: () => api.lifecycleVersion(chosen?.id ?? '', version),
    enabled: chosen !== undefined && !isDone,
  })
  const start = useMutation({
    meta: { showsProblem: true },
    mutationFn: () => api.lifecycleMoves.start(chosen?.id ?? '', version, body),
    onSuccess: ({ migration }) => onStarted(migration.id),
  })
  const statuses = statusesIn(detail.data?.definition)
  const asked = (preview.data?.perStatus ?? []).filter(({ from, to }) => to === null || Object.hasOwn(map, from))
  const label = (status: string) => {
    const known = desk.lifecycle.statuses.find((one) => one.key === status)
    return known ? localised(known.label) : status
  }
  return (
    <form
      className="grid gap-3 border-t border-line pt-3 sm:col-span-2 sm:grid-cols-2"
      onSubmit={(event) => {
        event.preventDefault()
        start.mutate()
      }}
    >
      <SelectField
        label={words.newLifecycle}
        value={key}
        options={lifecycles.map((one) => ({ value: one.key, label: localised(one.name) }))}
        onChange={(event) => {
          setKey(event.target.value)
          setMap({})
        }}
      />
      {preview.data && !isDone ? (
        <div role="status" className="text-fg-2 sm:col-span-2">
          <p>{total ? words.moveTickets(total) : words.moveNone}</p>
          {preview.data.timersDropped ? <p>{words.timersDropped(preview.data.timersDropped)}</p> : null}
        </div>
      ) : null}
      {isDone
        ? null
        : asked.map(({ from, count }) => (
            <SelectField
              key={from}
              label={words.becomes(label(from), count)}
              required
              value={map[from] ?? ''}
              options={[{ value: '', label: words.chooseStatus }, ...statuses]}
              onChange={(event) => setMap({ ...map, [from]: event.target.value })}
            />
          ))}
      {(preview.error ?? start.error) ? (
        <p role="alert" className="text-red-text sm:col-span-2">
          {problemText(preview.error ?? start.error)}
        </p>
      ) : null}
      <div className="flex flex-wrap justify-end gap-2 sm:col-span-2">
        <Button kind="quiet" onClick={onCancel}>
          {t.cancel}
        </Button>
        <Button type="submit" kind="primary" busy={start.isPending} disabled={isDone || !preview.data}>
          {words.changeLifecycle}
        </Button>
      </div>
    </form>
  )
}

/** A definition is whatever its maker wrote, in the form the product checked. */
function statusesIn(definition: Record<string, unknown> | undefined): { value: string; label: string }[] {
  const statuses = (definition?.statuses ?? {}) as Record<string, { label?: Words }>
  return Object.entries(statuses).map(([value, { label }]) => ({ value, label: label ? localised(label) : value }))
}

function publishedOf(row: LifecycleRow): number | null {
  return row.versions
    .filter(({ publishedAt }) => publishedAt !== null)
    .reduce<number | null>((most, { version }) => Math.max(most ?? 0, version), null)
}

function Progress({ id, desk }: { id: string; desk: Desk }) {
  const cache = useQueryClient()
  const move = useQuery({
    queryKey: ['lifecycle-progress', id],
    queryFn: async () => {
      const now = await api.lifecycleMoves.get(id)
      if (now.state !== 'running' && now.state !== 'undoing')
        for (const key of [['desk', desk.id], ['session'], ['tickets'], ['counts']]) void cache.invalidateQueries({ queryKey: key })
      return now
    },
    refetchInterval: ({ state }) => (state.data?.state === 'running' || state.data?.state === 'undoing' ? 700 : false),
  })
  const undo = useMutation({ mutationFn: () => api.lifecycleMoves.undo(id), onSuccess: () => void move.refetch() })
  if (!move.data) return null
  const { state, moved, total, lastError } = move.data
  const done = state === 'done' ? words.moveDone : state === 'undone' ? words.takenBack : null
  return (
    <div role="status" className="flex flex-wrap items-center gap-3 border-t border-line pt-3 sm:col-span-2">
      <span className={state === 'failed' ? 'text-red-text' : done ? 'text-green-text' : 'text-fg-2'}>
        {state === 'failed' ? `${words.moveFailed} ${lastError ?? ''}` : (done ?? words.moving(moved, total))}
      </span>
      {state === 'done' || state === 'failed' ? (
        <Button size="sm" kind="quiet" busy={undo.isPending} onClick={() => undo.mutate()}>
          {words.takeBack}
        </Button>
      ) : null}
    </div>
  )
}
