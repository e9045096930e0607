import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { EllipsisVertical, ListFilter, Plus, TriangleAlert, Users } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { api } from '../../client/api.ts'
import type { Items, SavedView, ViewCount } from '../../client/types.ts'
import { IconButton } from '../../ui/button.tsx'
import { Menu, MenuItem, MenuSeparator } from '../../ui/menu.tsx'
import { toast } from '../../ui/toast.tsx'
import { queries } from '../data/queries.ts'
import { problemText } from '../data/query-client.ts'
import { useKeys } from '../keyboard/use-keys.ts'
import { may, useMe } from '../session/me.ts'
import { itemClass, SidebarGroup } from '../shell/sidebar-item.tsx'
import { exactly } from '../tickets/exactly.ts'
import { usePrefetchView } from '../tickets/use-prefetch-view.ts'
import { t } from '../words/index.ts'
import { countText } from './count-text.ts'

const ViewDialog = lazy(() => import('./view-dialog.tsx').then((module) => ({ default: module.ViewDialog })))
const none: SavedView[] = []

/** Saved views in the sidebar: one's own, then the shared ones, each with how many tickets it shows now. */
export function SidebarViews({ desk }: { desk: string | undefined }) {
  const navigate = useNavigate()
  const views = useQuery(queries.views())
  const items = views.data?.items ?? none
  const counts = useQuery({ ...queries.viewCounts(desk), enabled: items.length > 0 }).data?.items
  const [editing, setEditing] = useState<SavedView | 'new' | null>(null)
  const go = (at: number) => {
    const view = items[at]
    return view && (() => void navigate({ to: '/tickets', search: { view: view.id, desk } }))
  }
  useKeys(Object.fromEntries(Array.from({ length: 9 }, (_, at) => [`g ${at + 1}`, go(at)])))

  return (
    <SidebarGroup
      label={t.finding.savedViews}
      action={
        <IconButton label={t.finding.newView} className="size-6" onClick={() => setEditing('new')}>
          <Plus size={14} />
        </IconButton>
      }
    >
      {items.map((view) => (
        <ViewLink
          key={view.id}
          view={view}
          desk={desk}
          among={items.filter((one) => one.shared === view.shared)}
          count={counts?.find((count) => count.id === view.id)}
          onEdit={() => setEditing(view)}
        />
      ))}
      {views.isError && items.length === 0 ? (
        <button type="button" className="px-2 text-left text-xs text-fg-3 hover:text-fg" onClick={() => void views.refetch()}>
          {t.finding.viewsFailed} {t.tryAgain}
        </button>
      ) : null}
      <Suspense>
        {editing ? <ViewDialog {...(editing === 'new' ? {} : { view: editing })} desk={desk} onClose={() => setEditing(null)} /> : null}
      </Suspense>
    </SidebarGroup>
  )
}

type LinkProps = { view: SavedView; desk: string | undefined; among: SavedView[]; count: ViewCount | undefined; onEdit: () => void }

function ViewLink({ view, desk, among, count, onEdit }: LinkProps) {
  const search = useSearch({ strict: false })
  const me = useMe()
  const prefetch = usePrefetchView()
  const isCurrent = search.view === view.id && location.pathname.startsWith('/tickets')
  const mayEdit = !view.shared || may(me, 'settings.manage')
  const to = { view: view.id, desk }
  return (
    <div className="group/view relative">
      <Link
        to="/tickets"
        search={to}
        className={itemClass}
        activeOptions={exactly}
        aria-current={isCurrent ? 'page' : undefined}
        onPointerEnter={() => prefetch(to)}
        onFocus={() => prefetch(to)}
      >
        {view.works ? (
          <ListFilter size={16} className="shrink-0 text-fg-3 group-aria-[current]:text-accent-text" aria-hidden="true" />
        ) : (
          <TriangleAlert size={16} className="shrink-0 text-amber-text" aria-label={t.finding.viewBroken} />
        )}
        <span dir="auto" className="min-w-0 flex-1 truncate text-start" title={view.name}>
          {view.name}
        </span>
        {view.shared ? <Users size={12} className="shrink-0 text-fg-3" aria-label={t.finding.shared} /> : null}
        <span className="tabular text-xs font-normal text-fg-3 group-focus-within/view:invisible group-hover/view:invisible max-lg:mr-7 max-lg:visible!">
          {count ? countText(count) : ''}
        </span>
      </Link>
      <ViewMenu view={view} among={among} refusal={mayEdit ? undefined : t.finding.viewSharedOnly} onEdit={onEdit} />
    </div>
  )
}

type MenuProps = { view: SavedView; among: SavedView[]; refusal: string | undefined; onEdit: () => void }

function ViewMenu({ view, among, refusal, onEdit }: MenuProps) {
  const cache = useQueryClient()
  const navigate = useNavigate()
  const search = useSearch({ strict: false })
  const refresh = () => void cache.invalidateQueries({ queryKey: ['views'] })
  const order = useMutation({
    mutationFn: (ids: string[]) => api.views.order(view.shared, ids),
    onMutate: (ids) =>
      cache.setQueryData<Items<SavedView>>(queries.views().queryKey, (old) => {
        if (!old) return old
        const inOrder = ids.flatMap((id) => old.items.find((one) => one.id === id) ?? [])
        const others = old.items.filter((one) => one.shared !== view.shared)
        return { items: view.shared ? [...others, ...inOrder] : [...inOrder, ...others] }
      }),
    onSettled: refresh,
  })
  const drop = useMutation({
    mutationFn: () => api.views.drop(view.id),
    onSuccess: () => {
      refresh()
      const { name, where, shared } = view
      toast(t.finding.viewDeleted(name), 'done', {
        label: t.undo,
        run: () =>
          void api.views
            .add({ name, where, shared })
            .catch((error: unknown) => toast(problemText(error), 'problem'))
            .finally(refresh),
      })
      if (search.view === view.id) void navigate({ to: '/tickets', search: { desk: search.desk } })
    },
  })
  const at = among.findIndex((one) => one.id === view.id)
  const move = (by: 1 | -1) => {
    const ids = among.map((one) => one.id)
    ids.splice(at + by, 0, ...ids.splice(at, 1))
    order.mutate(ids)
  }
  return (
    <Menu
      label={t.finding.viewMenu(view.name)}
      align="end"
      trigger={
        <IconButton
          plain
          label={t.finding.viewMenu(view.name)}
          className="absolute top-[3px] right-0.5 size-6 opacity-0 group-hover/view:opacity-100 focus-visible:opacity-100 data-[popup-open]:opacity-100 max-lg:opacity-100"
        >
          <EllipsisVertical size={14} />
        </IconButton>
      }
    >
      <MenuItem refusal={refusal} onSelect={() => refusal ?? onEdit()}>
        {t.finding.editView}
      </MenuItem>
      {at > 0 ? (
        <MenuItem refusal={refusal} onSelect={() => refusal ?? move(-1)}>
          {t.finding.moveUp(view.name)}
        </MenuItem>
      ) : null}
      {at < among.length - 1 ? (
        <MenuItem refusal={refusal} onSelect={() => refusal ?? move(1)}>
          {t.finding.moveDown(view.name)}
        </MenuItem>
      ) : null}
      <MenuSeparator />
      <MenuItem danger refusal={refusal} onSelect={() => refusal ?? drop.mutate()}>
        {t.finding.deleteView}
      </MenuItem>
    </Menu>
  )
}
