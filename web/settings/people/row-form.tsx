import type { FormEvent, ReactNode } from 'react'
import { Button } from '../../../ui/button.tsx'
import { TextField } from '../../../ui/field.tsx'
import { TheirChanges } from '../../editing/their-changes.tsx'
import type { Versioned } from '../../editing/use-versioned.ts'
import { t } from '../../words/index.ts'
import { SaveBar } from '../desk/save-bar.tsx'

type Props<Form extends { name: string }> = {
  title: string
  edit: Versioned<Form>
  longestName: number
  labels: Record<Exclude<keyof Form, 'name'>, string>
  say: (key: keyof Form, form: Form) => string
  onDone: () => void
  children?: ReactNode
}

/** Names one of a list anew, and what else it has, in place of its row. */
export function RowForm<Form extends { name: string }>({ title, edit, longestName, labels, say, onDone, children }: Props<Form>) {
  const names: Record<keyof Form, string> = { ...labels, name: t.fields.name } as Record<keyof Form, string>
  return (
    <form
      aria-label={title}
      className="grid gap-3 bg-canvas p-4 sm:grid-cols-2"
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        edit.submit()
      }}
    >
      {edit.theirs ? <TheirChanges theirs={edit.theirs} label={(key) => names[key]} say={say} onTake={edit.takeTheirs} /> : null}
      <TextField
        label={t.fields.name}
        required
        autoFocus
        maxLength={longestName}
        value={edit.form.name}
        onChange={(event) => edit.set({ name: event.target.value } as Partial<Form>)}
      />
      {children}
      <SaveBar button={t.save} busy={edit.busy} error={edit.error} isChanged={edit.isChanged}>
        <Button kind="quiet" onClick={onDone}>
          {t.cancel}
        </Button>
      </SaveBar>
    </form>
  )
}
