import { Archive, ArchiveRestore, Pencil, Plus } from 'lucide-react'
import { useState } from 'react'
import { Button, IconButton } from '../../ui/button.tsx'
import { Chip } from '../../ui/marks.tsx'
import { SectionHead } from '../settings/section.tsx'
import { localised, t } from '../words/index.ts'
import { ItemForm, type NamedItem } from './item-form.tsx'
import { SortableRows } from './sortable-rows.tsx'
import { useFormChange } from './use-form-change.ts'

type Props = {
  desk: string
  part: 'types' | 'inquiry-types'
  items: readonly NamedItem[]
  title: string
  text: string
  add: string
  empty?: string
}

/** Types, or inquiry types: named, put in order, retired. */
export function ItemList({ desk, part, items, title, text, add, empty }: Props) {
  const [open, setOpen] = useState<string | null>(null)
  const [all, setAll] = useState(false)
  const change = useFormChange(desk, { showsProblem: false })
  const retired = items.filter((item) => item.retired)
  const shown = [...items.filter((item) => !item.retired), ...(all ? retired : [])]
  const alter = (key: string, body: { retired?: boolean; before?: string | null }) => change.mutate({ part, item: key, body })

  return (
    <section>
      <SectionHead isPart title={title} text={text}>
        <Button size="sm" onClick={() => setOpen('')}>
          <Plus size={14} />
          {add}
        </Button>
      </SectionHead>
      {open === '' ? (
        <div className="mb-2 rounded-[10px] border border-line px-3">
          <ItemForm desk={desk} part={part} item={null} button={t.add} onDone={() => setOpen(null)} />
        </div>
      ) : null}
      {shown.length === 0 && empty ? <p className="text-fg-3">{empty}</p> : null}
      {shown.length > 0 ? (
        <SortableRows
          label={title}
          onMove={(key, before) => alter(key, { before })}
          rows={shown.map((item) => {
            const name = localised(item.name as { en: string })
            return {
              key: item.key,
              name,
              fixed: item.retired,
              open: open === item.key,
              content:
                open === item.key ? (
                  <ItemForm desk={desk} part={part} item={item} button={t.save} onDone={() => setOpen(null)} />
                ) : (
                  <>
                    <span dir="auto" className={item.retired ? 'min-w-0 flex-1 truncate text-fg-3' : 'min-w-0 flex-1 truncate'}>
                      {name}
                    </span>
                    {item.retired ? <Chip>{t.forms.retired}</Chip> : null}
                    <ItemButtons
                      name={name}
                      retired={item.retired}
                      onEdit={() => setOpen(item.key)}
                      onRetire={(next) => alter(item.key, { retired: next })}
                    />
                  </>
                ),
            }
          })}
        />
      ) : null}
      <RetiredToggle count={retired.length} shown={all} onChange={setAll} />
    </section>
  )
}

type ButtonsProps = { name: string; retired: boolean; onEdit: () => void; onRetire: (retired: boolean) => void }

export function ItemButtons({ name, retired, onEdit, onRetire }: ButtonsProps) {
  const words = t.forms.settings
  return (
    <>
      <IconButton label={words.rename(name)} onClick={onEdit}>
        <Pencil size={14} />
      </IconButton>
      <IconButton label={retired ? words.restoreItem(name) : words.retireItem(name)} onClick={() => onRetire(!retired)}>
        {retired ? <ArchiveRestore size={14} /> : <Archive size={14} />}
      </IconButton>
    </>
  )
}

export function RetiredToggle({ count, shown, onChange }: { count: number; shown: boolean; onChange: (shown: boolean) => void }) {
  if (count === 0) return null
  return (
    <button
      type="button"
      aria-expanded={shown}
      className="mt-1.5 -ml-1 rounded-[6px] px-1 text-xs font-semibold text-accent-text hover:bg-hover"
      onClick={() => onChange(!shown)}
    >
      {shown ? t.forms.settings.hideRetired : t.forms.settings.showRetired(count)}
    </button>
  )
}
