import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ArrowDown, ArrowUp, Timer, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../client/api.ts'
import type { Priority, ServicePolicy } from '../../client/types.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { queries } from '../data/queries.ts'
import { useMe } from '../session/me.ts'
import { Loaded, Rows, SectionHead } from '../settings/section.tsx'
import { useTwice } from '../settings/use-twice.ts'
import { listed, t } from '../words/index.ts'
import { ApplyToOpen } from './apply-to-open.tsx'
import { LevelForm } from './level-form.tsx'
import { sayTarget } from './say-target.ts'
import { priorities, usualTerms } from './terms.ts'

export default function LevelsSection() {
  const cache = useQueryClient()
  const policies = useQuery(queries.policies())
  const [open, setOpen] = useState<string | null>(null)
  const start = useMutation({
    mutationFn: () => api.sla.add({ name: t.levels.usual, terms: usualTerms }),
    onSuccess: ({ id }) => {
      setOpen(id)
      return cache.invalidateQueries({ queryKey: ['sla-policies'] })
    },
  })
  const editing = policies.data?.items.find(({ id }) => id === open)
  if (open === 'new' || editing) return <LevelForm key={open} policy={editing ?? null} onBack={() => setOpen(null)} onOpen={setOpen} />
  return (
    <section>
      <SectionHead title={t.levels.title} text={t.levels.text}>
        <Button onClick={() => setOpen('new')}>{t.levels.add}</Button>
      </SectionHead>
      <Loaded query={policies}>
        {({ items }) =>
          items.length ? (
            <>
              <Policies items={items} onOpen={setOpen} />
              <ApplyToOpen />
            </>
          ) : (
            <EmptyState
              icon={<Timer size={18} />}
              title={t.levels.empty}
              text={t.levels.emptyText}
              action={
                <Button kind="primary" busy={start.isPending} onClick={() => start.mutate()}>
                  {t.levels.start}
                </Button>
              }
            />
          )
        }
      </Loaded>
    </section>
  )
}

function Policies({ items, onOpen }: { items: ServicePolicy[]; onOpen: (id: string) => void }) {
  const cache = useQueryClient()
  const order = useMutation({
    mutationFn: (ids: string[]) => api.sla.order(ids),
    onSuccess: (ordered) => cache.setQueryData(['sla-policies'], ordered),
    onError: () => cache.invalidateQueries({ queryKey: ['sla-policies'] }),
  })
  const move = (from: number, to: number) => {
    const ids = items.map(({ id }) => id)
    ids.splice(to, 0, ...ids.splice(from, 1))
    order.mutate(ids)
  }
  return (
    <Rows label={t.levels.title}>
      {items.map((policy, n) => (
        <PolicyRow
          key={policy.id}
          policy={policy}
          onOpen={() => onOpen(policy.id)}
          onUp={n > 0 ? () => move(n, n - 1) : undefined}
          onDown={n < items.length - 1 ? () => move(n, n + 1) : undefined}
        />
      ))}
    </Rows>
  )
}

type RowProps = { policy: ServicePolicy; onOpen: () => void; onUp: (() => void) | undefined; onDown: (() => void) | undefined }

function PolicyRow({ policy, onOpen, onUp, onDown }: RowProps) {
  const me = useMe()
  const cache = useQueryClient()
  const refresh = () => void cache.invalidateQueries({ queryKey: ['sla-policies'] })
  const drop = useMutation({ mutationFn: () => api.sla.drop(policy.id), onSuccess: refresh })
  const turn = useMutation({ mutationFn: (on: boolean) => api.sla.change(policy.id, { on }), onSuccess: refresh })
  const sure = useTwice(() => drop.mutate())
  const desks = policy.desks ? listed(policy.desks.map((id) => me.desks.find((desk) => desk.id === id)?.name ?? id)) : t.levels.allDesks
  return (
    <li className="flex flex-wrap items-center gap-x-1 px-3 py-1.5 hover:bg-hover">
      <input
        type="checkbox"
        role="switch"
        aria-label={t.levels.on(policy.name)}
        checked={policy.on}
        disabled={turn.isPending}
        onChange={(event) => turn.mutate(event.target.checked)}
        className="mr-2 size-4 accent-accent"
      />
      <button type="button" onClick={onOpen} className="min-h-11 min-w-0 flex-1 basis-52 text-left">
        <span dir="auto" className={policy.on ? 'block truncate font-semibold' : 'block truncate font-semibold text-fg-3'}>
          {policy.name}
          {policy.on ? null : <span className="ml-2 text-xs font-normal">{t.levels.off}</span>}
        </span>
        <span className="block truncate text-xs text-fg-3">
          {desks} · {summary(policy)}
        </span>
      </button>
      <span className="ml-auto flex">
        <IconButton label={t.levels.up(policy.name)} disabled={!onUp} onClick={onUp}>
          <ArrowUp size={14} />
        </IconButton>
        <IconButton label={t.levels.down(policy.name)} disabled={!onDown} onClick={onDown}>
          <ArrowDown size={14} />
        </IconButton>
        <IconButton
          label={sure.asking ? t.settings.sure : t.levels.remove(policy.name)}
          onClick={sure.press}
          className={sure.asking ? 'bg-red-fill text-red-text hover:bg-red-fill' : ''}
        >
          <Trash2 size={14} />
        </IconButton>
      </span>
    </li>
  )
}

/** “Urgent 1 h / 4 h, High 4 h / 8 h” */
function summary({ targets }: ServicePolicy): string {
  return listed(
    priorities.flatMap((priority: Priority) => {
      const target = targets[priority]
      return target ? [`${t.priority[priority]} ${sayTarget(target)}`] : []
    }),
  )
}
