import { type FormEvent, type KeyboardEvent, useState } from 'react'
import { isProblem } from '../../client/client.ts'
import { Button } from '../../ui/button.tsx'
import { useUnsavedSince } from '../../ui/unsaved.ts'
import { problemText } from '../data/query-client.ts'
import { localised, t } from '../words/index.ts'
import { type Name, NameFields, nameToWire } from './name-fields.tsx'
import { useFormChange } from './use-form-change.ts'

export interface NamedItem {
  /** Its id, or the key of a type. */
  readonly key: string
  readonly name: Name
  readonly retired: boolean
  readonly version: number
}

type Props = {
  desk: string
  part: 'types' | 'inquiry-types' | 'categories'
  /** Null: a new one. */
  item: NamedItem | null
  /** Of a new category: below which. */
  parent?: string | null
  button: string
  onDone: () => void
}

/** Names something, in the row where it stands or will stand. */
export function ItemForm({ desk, part, item, parent, button, onDone }: Props) {
  const [name, setName] = useState<Name>(item?.name ?? { en: '' })
  useUnsavedSince(name)
  // What it was made from; after somebody else's change was shown, that.
  const [version, setVersion] = useState(item?.version)
  const change = useFormChange(desk)
  const conflict = isProblem(change.error, 'version_conflict')

  function submit(event: FormEvent) {
    event.preventDefault()
    if (name.en.trim() === '' || change.isPending) return
    const expected = conflict ? item?.version : version
    const body = { name: nameToWire(name), ...(expected === undefined ? {} : { expectedVersion: expected }), ...(parent ? { parent } : {}) }
    setVersion(expected)
    change.mutate({ part, item: item?.key ?? null, body } as Parameters<typeof change.mutate>[0], { onSuccess: onDone })
  }

  return (
    <form
      noValidate
      onSubmit={submit}
      onKeyDown={(event: KeyboardEvent) => {
        if (event.key !== 'Escape' || event.nativeEvent.isComposing) return
        event.stopPropagation()
        onDone()
      }}
      className="flex w-full flex-col gap-2 py-1"
    >
      <NameFields label={t.forms.settings.name} value={name} autoFocus onChange={setName} />
      {change.isError ? (
        <p role="alert" className="text-xs text-red-text">
          {conflict
            ? `${t.forms.settings.conflict} ${item ? t.forms.settings.theirName(localised(item.name as { en: string })) : ''}`
            : problemText(change.error)}
        </p>
      ) : null}
      <div className="flex justify-end gap-2">
        <Button size="sm" kind="quiet" onClick={onDone}>
          {t.cancel}
        </Button>
        <Button size="sm" kind="primary" type="submit" busy={change.isPending}>
          {button}
        </Button>
      </div>
    </form>
  )
}
