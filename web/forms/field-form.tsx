import { Plus, X } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { isProblem } from '../../client/client.ts'
import type { Form, FormField } from '../../client/types.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { CheckField, SelectField } from '../../ui/field.tsx'
import { useUnsavedSince } from '../../ui/unsaved.ts'
import { problemText } from '../data/query-client.ts'
import { labelled, localised, t } from '../words/index.ts'
import { FieldInput } from './field-input.tsx'
import { type Typed, typedOf } from './form.ts'
import { type Name, NameFields, nameToWire } from './name-fields.tsx'
import { useFormChange } from './use-form-change.ts'

type Option = { key?: string; name: Name; retired?: boolean | undefined }
type Draft = Pick<FormField, 'kind' | 'required' | 'readOnly' | 'inquiryTypes'> & { name: Name; help: Name; options: Option[] }

const blank: Draft = { kind: 'text', name: { en: '' }, help: { en: '' }, options: [], required: false, readOnly: false, inquiryTypes: [] }
const kinds = Object.keys(t.forms.kinds) as FormField['kind'][]

type Props = { form: Form; field: FormField | null; onDone: () => void }

/** Makes a field, or changes one, with a look at what agents will see. */
export function FieldForm({ form, field, onDone }: Props) {
  const [draft, setDraft] = useState<Draft>(() =>
    field ? { ...field, help: field.help ?? { en: '' }, options: [...field.options] } : blank,
  )
  useUnsavedSince(draft)
  const [version, setVersion] = useState(field?.version)
  const change = useFormChange(form.desk)
  const words = t.forms.settings
  const conflict = isProblem(change.error, 'version_conflict')
  const errorAt = (path: string) =>
    isProblem(change.error) ? change.error.errors.find((error) => error.path === path)?.message : undefined
  const set = (next: Partial<Draft>) => setDraft({ ...draft, ...next })
  const isChoice = draft.kind === 'choice' || draft.kind === 'choices'
  const inquiryTypes = form.inquiryTypes.filter((one) => !one.retired || draft.inquiryTypes.includes(one.id))

  function submit(event: FormEvent) {
    event.preventDefault()
    if (draft.name.en.trim() === '' || change.isPending) return
    const expected = conflict ? field?.version : version
    setVersion(expected)
    const { required, readOnly, kind } = draft
    const said = {
      name: nameToWire(draft.name),
      help: draft.help.en.trim() ? nameToWire(draft.help) : null,
      required,
      readOnly,
      inquiryTypes: draft.inquiryTypes,
      ...(isChoice
        ? {
            options: draft.options
              .filter((option) => option.name.en.trim())
              .map(({ key, name, retired }) => ({ ...(key ? { key } : {}), name: nameToWire(name), ...(retired ? { retired } : {}) })),
          }
        : {}),
    }
    const body = field ? { ...said, ...(expected === undefined ? {} : { expectedVersion: expected }) } : { ...said, kind }
    change.mutate({ part: 'fields', item: field?.id ?? null, body } as Parameters<typeof change.mutate>[0], { onSuccess: onDone })
  }

  return (
    <form
      noValidate
      onSubmit={submit}
      aria-label={field ? words.rename(localised(field.name)) : words.addField}
      className="flex w-full flex-col gap-4 rounded-[10px] border border-line bg-canvas p-4"
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <NameFields label={words.label} value={draft.name} error={errorAt('name')} autoFocus onChange={(name) => set({ name })} />
        <SelectField
          label={words.kind}
          hint={words.kindHint}
          disabled={field !== null}
          value={draft.kind}
          options={kinds.map((kind) => ({ value: kind, label: t.forms.kinds[kind] }))}
          onChange={(event) => set({ kind: event.target.value as FormField['kind'] })}
        />
        <NameFields
          label={words.help}
          hint={words.helpHint}
          optional={t.optional}
          longest={300}
          value={draft.help}
          onChange={(help) => set({ help })}
        />
        <div>
          <CheckField
            label={words.required}
            hint={words.requiredHint}
            checked={draft.required}
            onChange={(event) => set({ required: event.target.checked })}
          />
          <CheckField
            label={words.readOnly}
            hint={words.readOnlyHint}
            checked={draft.readOnly}
            onChange={(event) => set({ readOnly: event.target.checked })}
          />
        </div>
      </div>
      {isChoice ? <Options options={draft.options} error={errorAt('options')} onChange={(options) => set({ options })} /> : null}
      {inquiryTypes.length > 0 ? (
        <fieldset>
          <legend className="text-xs font-semibold text-fg-2">
            {labelled(words.shownFor, draft.inquiryTypes.length === 0 ? words.allTypes : words.someTypes)}
          </legend>
          <div className="mt-1 flex flex-wrap gap-x-4">
            {inquiryTypes.map(({ id, name }) => (
              <CheckField
                key={id}
                label={localised(name)}
                checked={draft.inquiryTypes.includes(id)}
                onChange={(event) =>
                  set({ inquiryTypes: event.target.checked ? [...draft.inquiryTypes, id] : draft.inquiryTypes.filter((one) => one !== id) })
                }
              />
            ))}
          </div>
        </fieldset>
      ) : null}
      <Preview label={words.preview} field={fieldOf(draft, field)} />
      {conflict && field ? (
        <div role="alert" className="flex flex-col gap-2 rounded-[6px] bg-amber-fill px-3 py-2 text-amber-text">
          {words.conflict}
          <Preview label={words.theirName(localised(field.name))} field={field} />
        </div>
      ) : change.isError ? (
        <p role="alert" className="text-red-text">
          {problemText(change.error)}
        </p>
      ) : null}
      <div className="flex justify-end gap-2">
        <Button kind="quiet" onClick={onDone}>
          {t.cancel}
        </Button>
        <Button type="submit" kind="primary" busy={change.isPending}>
          {field ? t.save : words.addField}
        </Button>
      </div>
    </form>
  )
}

/** The field as agents would see it now. */
function fieldOf({ name, help, options, ...draft }: Draft, field: FormField | null): FormField {
  return {
    id: field?.id ?? 'new',
    version: 1,
    retired: false,
    ...draft,
    name: nameToWire(name.en.trim() ? name : { en: t.forms.settings.label }),
    help: help.en.trim() ? nameToWire(help) : null,
    options: options.map((option, index) => ({
      key: option.key ?? `new_${index}`,
      name: nameToWire(option.name),
      ...(option.retired ? { retired: true } : {}),
    })),
  }
}

function Preview({ label, field }: { label: string; field: FormField }) {
  const [value, setValue] = useState<Typed | null>(null)
  const empty = typedOf(field, undefined)
  // Another kind holds other things.
  const fits = value !== null && typeof value === typeof empty
  return (
    <div className="rounded-[6px] border border-dashed border-line-strong bg-surface p-3 text-fg">
      <p className="mb-2 text-2xs text-fg-3">{label}</p>
      <div className="max-w-72">
        <FieldInput field={field} value={fits ? value : empty} onChange={setValue} />
      </div>
    </div>
  )
}

function Options({ options, error, onChange }: { options: Option[]; error: string | undefined; onChange: (options: Option[]) => void }) {
  const words = t.forms.settings
  const offered = options.flatMap((option, index) => (option.retired ? [] : [{ option, index }]))
  const replace = (at: number, name: Name) => onChange(options.map((option, index) => (index === at ? { ...option, name } : option)))
  return (
    <fieldset>
      <legend className="text-xs font-semibold text-fg-2">{words.options}</legend>
      <ul className="mt-1 flex flex-col gap-1.5">
        {offered.map(({ option, index }, place) => (
          <li key={option.key ?? `new-${index}`} className="flex items-center gap-1">
            <input
              aria-label={words.option(place + 1)}
              dir="auto"
              maxLength={80}
              autoFocus={!option.key && option.name.en === '' && place === offered.length - 1}
              value={option.name.en}
              onChange={(event) => replace(index, { ...option.name, en: event.target.value })}
              className="field"
            />
            <IconButton
              label={words.removeOption(option.name.en || words.option(place + 1))}
              onClick={() =>
                onChange(
                  option.key
                    ? options.map((one) => (one === option ? { ...one, retired: true } : one))
                    : options.filter((one) => one !== option),
                )
              }
            >
              <X size={14} />
            </IconButton>
          </li>
        ))}
      </ul>
      <Button size="sm" kind="quiet" className="mt-1 -ml-1" onClick={() => onChange([...options, { name: { en: '' } }])}>
        <Plus size={14} />
        {words.addOption}
      </Button>
      <p role={error ? 'alert' : undefined} className={error ? 'text-xs text-red-text' : 'text-xs text-fg-3'}>
        {error ?? words.optionsHint}
      </p>
    </fieldset>
  )
}
