import { useState } from 'react'
import type { Form } from '../../client/types.ts'
import { SelectField } from '../../ui/field.tsx'
import { SectionHead } from '../settings/section.tsx'
import { localised, t } from '../words/index.ts'
import { FieldInput } from './field-input.tsx'
import { fieldsShown, type Typed, typedOf } from './form.ts'

/** The whole form as agents see it, to be tried out. */
export function FormPreview({ form }: { form: Form }) {
  const [inquiryType, setInquiryType] = useState('')
  const [typed, setTyped] = useState<Readonly<Record<string, Typed>>>({})
  const fields = fieldsShown(form, inquiryType || null, {})
  const inquiryTypes = form.inquiryTypes.filter((one) => !one.retired)
  if (fields.length === 0 && inquiryTypes.length === 0) return null
  return (
    <section aria-label={t.forms.settings.preview}>
      <SectionHead isPart title={t.forms.settings.preview} text={t.forms.settings.previewText} />
      <div className="flex max-w-80 flex-col gap-2.5 rounded-[10px] border border-dashed border-line-strong bg-canvas p-4">
        {inquiryTypes.length > 0 ? (
          <SelectField
            label={t.forms.inquiryType}
            value={inquiryType}
            options={[{ value: '', label: t.none }, ...inquiryTypes.map(({ id, name }) => ({ value: id, label: localised(name) }))]}
            onChange={(event) => setInquiryType(event.target.value)}
          />
        ) : null}
        {fields.map((field) => (
          <FieldInput
            key={field.id}
            field={field}
            marksRequired
            value={typed[field.id] ?? typedOf(field, undefined)}
            onChange={(value) => setTyped({ ...typed, [field.id]: value })}
          />
        ))}
      </div>
    </section>
  )
}
