import { Plus, X } from 'lucide-react'
import { useId } from 'react'
import type { InfoSource } from '../../client/types.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { SortableRows } from '../forms/sortable-rows.tsx'
import { withMoved } from '../tools/tool-order.ts'
import { labelled, t } from '../words/index.ts'
import { type FieldDraft, fieldDraft } from './source-draft.ts'

const words = t.infoSettings
const most = 20

type Props = {
  fields: readonly FieldDraft[]
  /** Paths of the answer that was tried last. */
  paths: readonly string[]
  errorAt: (path: string) => string | undefined
  onChange: (fields: readonly FieldDraft[]) => void
}

/** What of an answer is shown, in which order. */
export function AnswerFields({ fields, paths, errorAt, onChange }: Props) {
  const list = useId()
  const change = (key: string, part: Partial<FieldDraft>) =>
    onChange(fields.map((field) => (field.key === key ? { ...field, ...part } : field)))
  // Rows nobody typed into are not sent, and the server counts without them.
  const sent = fields.filter(({ label, path }) => label.trim() || path.trim())
  const isWrong = (field: FieldDraft, part: 'label' | 'path') => errorAt(`fields.${sent.indexOf(field)}.${part}`) !== undefined
  const error = errorAt('fields')
  const byKey = new Map(fields.map((field) => [field.key, field]))
  return (
    <section>
      <h3 className="font-semibold">{words.fields}</h3>
      <p className="mb-2 text-fg-2">{words.fieldsText}</p>
      <datalist id={list}>
        {paths.map((path) => (
          <option key={path} value={path} />
        ))}
      </datalist>
      {fields.length > 0 ? (
        <SortableRows
          label={words.fields}
          onMove={(key, before) =>
            onChange(
              withMoved(
                fields.map((field) => field.key),
                key,
                before,
              ).flatMap((one) => byKey.get(one) ?? []),
            )
          }
          rows={fields.map((field) => {
            const name = field.label || field.path || words.newField
            return {
              key: field.key,
              name,
              content: (
                <div className="flex min-w-0 flex-1 flex-wrap items-center gap-1.5">
                  <input
                    aria-label={labelled(words.label, name)}
                    aria-invalid={isWrong(field, 'label') || undefined}
                    placeholder={words.label}
                    maxLength={60}
                    value={field.label}
                    onChange={(event) => change(field.key, { label: event.target.value })}
                    className="field min-w-0 flex-1 basis-28"
                  />
                  <input
                    aria-label={labelled(words.path, name)}
                    aria-invalid={isWrong(field, 'path') || undefined}
                    placeholder={words.path}
                    list={list}
                    dir="ltr"
                    spellCheck={false}
                    autoCapitalize="off"
                    maxLength={200}
                    value={field.path}
                    onChange={(event) => change(field.key, { path: event.target.value })}
                    className="field min-w-0 flex-[2] basis-40 font-mono text-xs"
                  />
                  <select
                    aria-label={labelled(words.kind, name)}
                    value={field.kind}
                    onChange={(event) => change(field.key, { kind: event.target.value as InfoSource['fields'][number]['kind'] })}
                    className="field w-28 shrink-0 pr-7"
                  >
                    {Object.entries(words.kinds).map(([value, label]) => (
                      <option key={value} value={value}>
                        {label}
                      </option>
                    ))}
                  </select>
                  <IconButton
                    label={words.removeField(name)}
                    plain
                    className="ml-auto"
                    onClick={() => onChange(fields.filter(({ key }) => key !== field.key))}
                  >
                    <X size={14} />
                  </IconButton>
                </div>
              ),
            }
          })}
        />
      ) : null}
      {error ? (
        <p role="alert" className="mt-2 text-xs text-red-text">
          {error}
        </p>
      ) : null}
      {fields.length < most ? (
        <Button size="sm" className="mt-2" onClick={() => onChange([...fields, fieldDraft()])}>
          <Plus size={14} />
          {words.addField}
        </Button>
      ) : null}
    </section>
  )
}
