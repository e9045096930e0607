import { Archive, CircleCheck, CircleDot, Ellipsis, SignalHigh, Tag, UserRound, X } from 'lucide-react'
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react'
import type { BulkAct, DeskSummary, Priority, Status, TicketQuery, TicketRow } from '../../client/types.ts'
import { IconButton } from '../../ui/button.tsx'
import { PriorityIcon, StatusDot } from '../../ui/marks.tsx'
import { Menu, MenuItem, MenuSeparator } from '../../ui/menu.tsx'
import { Popover } from '../../ui/popover.tsx'
import { toast } from '../../ui/toast.tsx'
import { problemText } from '../data/query-client.ts'
import { useKeys } from '../keyboard/use-keys.ts'
import { useMe } from '../session/me.ts'
import { openMenu, useOpenMenu } from '../ticket/open-menu.ts'
import { useSelection } from '../tickets/selection.ts'
import { labelled, localised, t } from '../words/index.ts'
import { asksFirst, bulkIcons, type BulkName, moreActions, nameOfBulk } from './bulk-actions.ts'
import { BulkAssign, BulkLabels } from './bulk-pickers.tsx'
import { lendBulkCommands } from './bulk-bridge.ts'
import { onOf, useBulkRefusal, useCountOf, useStartBulk } from './use-bulk.ts'

const BulkDialog = lazy(() => import('./bulk-dialog.tsx').then((module) => ({ default: module.BulkDialog })))

const priorities: Priority[] = ['urgent', 'high', 'normal', 'low']

type Props = { query: TicketQuery; rows: readonly TicketRow[]; more: boolean }

/** What can be done to the chosen tickets, below their list. */
export function BulkBar({ query, rows, more }: Props) {
  const me = useMe()
  const { ids, allMatching, clear, selectAllMatching, select } = useSelection()
  const matching = useCountOf(allMatching)
  const count = allMatching ? (matching.data ?? null) : ids.size
  const [asking, setAsking] = useState<BulkAct | null>(null)
  const start = useStartBulk()
  const refusalOf = useBulkRefusal()
  const desks = desksOf(rows, ids, query)
  const statuses = statusesOf(me.desks, desks)
  const offersAll = !allMatching && (more || ids.size < rows.length)

  function run(act: BulkAct, mayMail = false) {
    const refusal = refusalOf(act.action)
    if (refusal) return toast(refusal, 'problem')
    if (mayMail || asksFirst(act, count)) return setAsking(act)
    start.mutate({ act, on: onOf({ ids, allMatching }) }, { onError: (error) => toast(problemText(error), 'problem') })
  }
  const setStatus = (status: Status) => run({ action: 'status', to: status.key }, ['resolved', 'closed'].includes(status.category))

  useKeys({
    Escape: clear,
    s: () => openMenu('bulk status'),
    p: () => openMenu('bulk priority'),
    a: () => openMenu('bulk assign'),
    l: () => openMenu('bulk labels'),
    e: () => run({ action: 'resolve' }),
    h: () => run({ action: 'snooze' }),
    n: () => run({ action: 'note', text: '' }),
    'Mod+a': () => (more ? selectAllMatching(query) : select(rows.map((row) => row.id))),
  })

  useEffect(() =>
    lendBulkCommands(() => {
      const group = t.bulk.doTo(count ?? 0)
      const command = (id: string, text: string, act: BulkAct, icon?: ReactNode, mayMail?: boolean) => ({
        id: `bulk ${id}`,
        text,
        icon,
        group,
        refusal: refusalOf(act.action),
        run: () => run(act, mayMail),
      })
      return [
        command('resolve', nameOfBulk('resolve'), { action: 'resolve' }),
        ...statuses.map((status) =>
          command(
            `status ${status.key}`,
            labelled(t.fields.status, localised(status.label)),
            { action: 'status', to: status.key },
            <StatusDot colour={status.colour} />,
            ['resolved', 'closed'].includes(status.category),
          ),
        ),
        ...priorities.map((priority) =>
          command(
            `priority ${priority}`,
            labelled(t.fields.priority, t.priority[priority]),
            { action: 'priority', priority },
            <PriorityIcon priority={priority} />,
          ),
        ),
        command('assign me', nameOfBulk('take'), { action: 'assign', agent: me.id }),
        command('unassign', nameOfBulk('unassign'), { action: 'unassign' }),
        ...moreActions(query.view)
          .flat()
          .map((action) => command(action, nameOfBulk(action), blank(action))),
      ]
    }),
  )

  return (
    <section aria-label={t.bulk.bar} data-testid="bulk-bar" className="shrink-0 border-t border-line bg-raised shadow-float">
      <div className="flex h-9 items-center gap-2 pr-1.5 pl-4">
        <p role="status" className="tabular min-w-0 truncate font-semibold">
          {allMatching ? (count === null ? t.bulk.counting : t.bulk.allSelected(count)) : t.bulk.selected(ids.size)}
        </p>
        {offersAll ? (
          <button
            type="button"
            onClick={() => selectAllMatching(query)}
            className="min-w-0 truncate rounded-[6px] px-1 text-accent-text hover:bg-hover"
          >
            {t.bulk.selectMatching}
          </button>
        ) : null}
        <IconButton label={t.bulk.clear} keys="Escape" onClick={clear} className="ml-auto">
          <X size={16} />
        </IconButton>
      </div>
      <div role="toolbar" aria-label={t.bulk.doTo(count ?? ids.size)} className="flex items-center gap-1 px-2.5 pb-2">
        <BulkMenu name="status" label={t.fields.status} icon={<CircleDot size={16} />} refused={refusalOf('status')}>
          {statuses.map((status) => (
            <MenuItem
              key={status.key}
              icon={<StatusDot colour={status.colour} hollow={status.category === 'waiting'} />}
              refusal={refusalOf('status')}
              onSelect={() => setStatus(status)}
            >
              {localised(status.label)}
            </MenuItem>
          ))}
        </BulkMenu>
        <BulkMenu name="priority" label={t.fields.priority} icon={<SignalHigh size={16} />} refused={refusalOf('priority')}>
          {priorities.map((priority) => (
            <MenuItem
              key={priority}
              icon={<PriorityIcon priority={priority} />}
              refusal={refusalOf('priority')}
              onSelect={() => run({ action: 'priority', priority })}
            >
              {t.priority[priority]}
            </MenuItem>
          ))}
        </BulkMenu>
        <BulkPopover name="assign" label={t.actionNames.assign ?? ''} icon={<UserRound size={16} />}>
          <BulkAssign onPick={(act) => run(act)} />
        </BulkPopover>
        <BulkPopover name="labels" label={t.fields.labels} icon={<Tag size={16} />}>
          <BulkLabels onPick={(act) => run(act)} />
        </BulkPopover>
        <IconButton
          label={nameOfBulk('resolve')}
          keys="e"
          onClick={() => run({ action: 'resolve' })}
          className={dimmed(refusalOf('resolve'))}
        >
          <CircleCheck size={16} />
        </IconButton>
        {query.view === 'archived' || query.view === 'trash' ? null : (
          <IconButton label={nameOfBulk('archive')} onClick={() => run({ action: 'archive' })} className={dimmed(refusalOf('archive'))}>
            <Archive size={16} />
          </IconButton>
        )}
        <BulkMenu
          name="more"
          label={t.bulk.more}
          icon={<Ellipsis size={16} />}
          refused={moreActions(query.view)
            .flat()
            .map((action) => refusalOf(action))
            .find(Boolean)}
        >
          {moreActions(query.view).map((group, index) => (
            <div key={group.join()}>
              {index > 0 ? <MenuSeparator /> : null}
              {group.map((action) => {
                const Icon = bulkIcons[action]
                return (
                  <MenuItem
                    key={action}
                    icon={Icon ? <Icon size={15} /> : undefined}
                    danger={action === 'purge'}
                    refusal={refusalOf(action)}
                    onSelect={() => run(blank(action))}
                  >
                    {nameOfBulk(action)}
                  </MenuItem>
                )
              })}
            </div>
          ))}
        </BulkMenu>
      </div>
      {asking ? (
        <Suspense>
          <BulkDialog
            act={asking}
            on={onOf({ ids, allMatching })}
            desk={desks?.size === 1 ? [...desks][0] : undefined}
            onClose={() => setAsking(null)}
          />
        </Suspense>
      ) : null}
    </section>
  )
}

const dimmed = (refusal: string | undefined) => (refusal ? 'opacity-40' : undefined)

/** An action before its fields are filled in; the window asks for those it takes. */
function blank(action: BulkName): BulkAct {
  if (action === 'note') return { action, text: '' }
  return { action } as BulkAct
}

type PartProps = { name: string; label: string; icon: ReactNode; children: ReactNode }

function BulkMenu({ name, label, icon, children, refused }: PartProps & { refused: string | undefined }) {
  const menu = useOpenMenu(`bulk ${name}`)
  return (
    <Menu
      label={label}
      side="top"
      width="w-60"
      refusalHint={refused && t.refusalHint}
      trigger={<IconButton label={label}>{icon}</IconButton>}
      {...menu}
    >
      {children}
    </Menu>
  )
}

function BulkPopover({ name, label, icon, children }: PartProps) {
  const menu = useOpenMenu(`bulk ${name}`)
  return (
    <Popover label={label} side="top" className="w-72" trigger={<IconButton label={label}>{icon}</IconButton>} {...menu}>
      {children}
    </Popover>
  )
}

/** The desks of the chosen tickets, as far as their rows are known. */
function desksOf(rows: readonly TicketRow[], ids: ReadonlySet<string>, query: TicketQuery): ReadonlySet<string> | null {
  if (query.desk) return new Set([query.desk])
  const chosen = rows.filter((row) => ids.has(row.id))
  return chosen.length > 0 && chosen.length === ids.size ? new Set(chosen.map((row) => row.desk)) : null
}

/** The statuses of these desks, or of all one works on, each key once. */
function statusesOf(desks: readonly DeskSummary[], of: ReadonlySet<string> | null): Status[] {
  const seen = new Map<string, Status>()
  for (const desk of desks) {
    if (of && !of.has(desk.id)) continue
    for (const status of desk.lifecycle.statuses) if (!seen.has(status.key)) seen.set(status.key, status)
  }
  return [...seen.values()]
}
