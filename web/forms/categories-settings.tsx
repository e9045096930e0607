import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { type KeyboardEvent, useRef, useState } from 'react'
import type { Form } from '../../client/types.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import { Chip } from '../../ui/marks.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { queries } from '../data/queries.ts'
import { useDeskChoice } from '../settings/desk-choice.tsx'
import { Loaded, SectionHead } from '../settings/section.tsx'
import { localised, t } from '../words/index.ts'
import { type Category, type CategoryMove, moveBy, moveTo } from './category-moves.ts'
import { DeskFlag } from './desk-flag.tsx'
import { ItemForm } from './item-form.tsx'
import { ItemButtons, RetiredToggle } from './item-list.tsx'
import { DragHandle, isForRow } from './sortable-rows.tsx'
import { useFormChange } from './use-form-change.ts'
import { dropClasses, useRowDrag } from './use-row-drag.ts'

const words = t.forms.settings
const deepest = 4

/** What tickets of a desk are filed under. */
export default function CategoriesSettings() {
  const { desk, choice } = useDeskChoice()
  const form = useQuery({ ...queries.form(desk), staleTime: 0 })
  return (
    <>
      <SectionHead title={words.categories} text={words.categoriesText}>
        {choice}
      </SectionHead>
      <Loaded query={form}>{(data) => <Tree key={data.desk} form={data} />}</Loaded>
    </>
  )
}

/** `add:` and the id of the one above, or the id of the one that is renamed. */
type Open = string | null

function Tree({ form }: { form: Form }) {
  const [open, setOpen] = useState<Open>(null)
  const [all, setAll] = useState(false)
  const [said, setSaid] = useState('')
  const list = useRef<HTMLUListElement>(null)
  const change = useFormChange(form.desk, { showsProblem: false })
  const { categories } = form
  const hidden = new Set<string>()
  for (const one of categories) if (one.retired || (one.parent !== null && hidden.has(one.parent))) hidden.add(one.id)
  const shown = categories.filter((one) => all || !hidden.has(one.id))

  function move(id: string, to: CategoryMove | null) {
    const moved = categories.find((one) => one.id === id)
    if (!to || !moved) return
    change.mutate(
      { part: 'categories', item: id, body: { parent: to.parent, before: to.before } },
      {
        onSuccess: () => {
          setSaid(words.moved(localised(moved.name)))
          setTimeout(() => list.current?.querySelector<HTMLElement>(`[data-handle="${CSS.escape(id)}"]`)?.focus(), 0)
        },
      },
    )
  }
  const drag = useRowDrag((dragged, at) => move(dragged, moveTo(categories, dragged, at)), { into: true })

  return (
    <div className="flex flex-col gap-6">
      <section>
        <div className="mb-2 flex flex-wrap items-center gap-2">
          <p className="min-w-0 flex-1 basis-64 text-xs text-fg-3">{shown.length > 1 ? words.treeHint : ''}</p>
          <Button size="sm" onClick={() => setOpen('add:')}>
            <Plus size={14} />
            {words.addCategory}
          </Button>
        </div>
        <p role="status" className="sr-only">
          {said}
        </p>
        {shown.length === 0 && open === null ? (
          <EmptyState className="py-10" title={words.noCategories} text={words.noCategoriesText} />
        ) : null}
        {shown.length > 0 || open === 'add:' ? (
          <ul ref={list} aria-label={words.categories} className="divide-y divide-line rounded-[10px] border border-line">
            {shown.map((category) => (
              <li key={category.id}>
                <Row
                  form={form}
                  category={category}
                  hidden={hidden.has(category.id)}
                  open={open === category.id}
                  row={drag.row(category.id)}
                  handle={drag.handle(category.id)}
                  onOpen={setOpen}
                  onArrow={(key) => move(category.id, moveBy(categories, category.id, key))}
                  onRetire={(retired) => change.mutate({ part: 'categories', item: category.id, body: { retired } })}
                />
                {open === `add:${category.id}` ? (
                  <Indented depth={category.depth + 1}>
                    <ItemForm
                      desk={form.desk}
                      part="categories"
                      item={null}
                      parent={category.id}
                      button={t.add}
                      onDone={() => setOpen(null)}
                    />
                  </Indented>
                ) : null}
              </li>
            ))}
            {open === 'add:' ? (
              <li>
                <Indented depth={1}>
                  <ItemForm desk={form.desk} part="categories" item={null} button={t.add} onDone={() => setOpen(null)} />
                </Indented>
              </li>
            ) : null}
          </ul>
        ) : null}
        <RetiredToggle count={categories.filter((one) => one.retired).length} shown={all} onChange={setAll} />
      </section>
      <section>
        <SectionHead isPart title={words.behaviour} />
        <DeskFlag desk={form.desk} flag="categoryRequired" label={words.categoryRequired} />
      </section>
    </div>
  )
}

function Indented({ depth, children }: { depth: number; children: React.ReactNode }) {
  return (
    <div className="py-1 pr-3" style={{ paddingInlineStart: 12 + (depth - 1) * 20 }}>
      {children}
    </div>
  )
}

type RowProps = {
  form: Form
  category: Category
  hidden: boolean
  open: boolean
  row: ReturnType<ReturnType<typeof useRowDrag>['row']>
  handle: ReturnType<ReturnType<typeof useRowDrag>['handle']>
  onOpen: (open: Open) => void
  onArrow: (key: string) => void
  onRetire: (retired: boolean) => void
}

function Row({ form, category, hidden, open, row, handle, onOpen, onArrow, onRetire }: RowProps) {
  const name = localised(category.name)
  return (
    <div
      {...row}
      className={classes('flex min-h-10 items-center gap-1 py-1 pr-2', dropClasses)}
      style={{ paddingInlineStart: 4 + (category.depth - 1) * 20 }}
      onKeyDown={(event: KeyboardEvent) => {
        if (!isForRow(event)) return
        event.preventDefault()
        onArrow(event.key)
      }}
    >
      {open || hidden ? (
        <span className={open ? 'w-2 shrink-0' : 'w-6 shrink-0'} />
      ) : (
        <DragHandle name={name} handleKey={category.id} pointer={handle} />
      )}
      {open ? (
        <ItemForm
          desk={form.desk}
          part="categories"
          item={{ key: category.id, name: category.name, retired: category.retired, version: category.version }}
          button={t.save}
          onDone={() => onOpen(null)}
        />
      ) : (
        <>
          <span dir="auto" className={classes('min-w-0 flex-1 truncate', hidden && 'text-fg-3')}>
            {name}
          </span>
          {category.retired ? <Chip>{t.forms.retired}</Chip> : null}
          {category.depth < deepest && !hidden ? (
            <IconButton label={words.addBelow(name)} onClick={() => onOpen(`add:${category.id}`)}>
              <Plus size={14} />
            </IconButton>
          ) : null}
          <ItemButtons name={name} retired={category.retired} onEdit={() => onOpen(category.id)} onRetire={onRetire} />
        </>
      )}
    </div>
  )
}
