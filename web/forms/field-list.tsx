import { Plus } from 'lucide-react'
import { useState } from 'react'
import type { Form } from '../../client/types.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/marks.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { SectionHead } from '../settings/section.tsx'
import { listed, localised, t } from '../words/index.ts'
import { FieldForm } from './field-form.tsx'
import { ItemButtons, RetiredToggle } from './item-list.tsx'
import { SortableRows } from './sortable-rows.tsx'
import { useFormChange } from './use-form-change.ts'

/** The fields of a desk: made, changed, put in order, retired. */
export function FieldList({ form }: { form: Form }) {
  const [open, setOpen] = useState<string | null>(null)
  const [all, setAll] = useState(false)
  const change = useFormChange(form.desk, { showsProblem: false })
  const words = t.forms.settings
  const retired = form.fields.filter((field) => field.retired)
  const shown = [...form.fields.filter((field) => !field.retired), ...(all ? retired : [])]

  return (
    <section>
      <SectionHead isPart title={words.fieldsTitle}>
        <Button size="sm" onClick={() => setOpen('')}>
          <Plus size={14} />
          {words.addField}
        </Button>
      </SectionHead>
      {open === '' ? (
        <div className="mb-2">
          <FieldForm form={form} field={null} onDone={() => setOpen(null)} />
        </div>
      ) : null}
      {shown.length === 0 && open === null ? <EmptyState className="py-8" title={words.noFields} text={words.noFieldsText} /> : null}
      {shown.length > 0 ? (
        <SortableRows
          label={words.fieldsTitle}
          onMove={(key, before) => change.mutate({ part: 'fields', item: key, body: { before } })}
          rows={shown.map((field) => {
            const name = localised(field.name)
            const onlyFor = form.inquiryTypes.filter((one) => field.inquiryTypes.includes(one.id)).map((one) => localised(one.name))
            return {
              key: field.id,
              name,
              fixed: field.retired,
              open: open === field.id,
              content:
                open === field.id ? (
                  <FieldForm form={form} field={field} onDone={() => setOpen(null)} />
                ) : (
                  <>
                    <span className="min-w-0 flex-1">
                      <span dir="auto" className={field.retired ? 'block truncate text-fg-3' : 'block truncate'}>
                        {name}
                      </span>
                      <span className="block truncate text-xs text-fg-3">
                        {[t.forms.kinds[field.kind], listed(onlyFor)].filter(Boolean).join(' · ')}
                      </span>
                    </span>
                    {field.required ? <Chip hue="blue">{words.required}</Chip> : null}
                    {field.readOnly ? <Chip>{words.readOnly}</Chip> : null}
                    {field.retired ? <Chip>{t.forms.retired}</Chip> : null}
                    <ItemButtons
                      name={name}
                      retired={field.retired}
                      onEdit={() => setOpen(field.id)}
                      onRetire={(next) => change.mutate({ part: 'fields', item: field.id, body: { retired: next } })}
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
