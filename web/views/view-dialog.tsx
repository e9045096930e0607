import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { api } from '../../client/api.ts'
import type { Items, SavedView } from '../../client/types.ts'
import type { Condition } from '../../conditions/index.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogFoot } from '../../ui/dialog.tsx'
import { CheckField, TextField } from '../../ui/field.tsx'
import { ErrorState } from '../../ui/states.tsx'
import { toast } from '../../ui/toast.tsx'
import { ConditionBuilder } from '../conditions/condition-builder.tsx'
import { conditionOf, isComplete, type Rows, rowsOf } from '../conditions/rows.ts'
import { useFields, useSaying } from '../conditions/use-fields.ts'
import { queries } from '../data/queries.ts'
import { problemText } from '../data/query-client.ts'
import { TheirChanges } from '../editing/their-changes.tsx'
import { useVersioned } from '../editing/use-versioned.ts'
import { may, useMe } from '../session/me.ts'
import { t } from '../words/index.ts'

type Props = {
  /** The view to edit; without one a new view is made, of `start`. */
  view?: SavedView
  start?: Condition
  desk: string | undefined
  onClose: () => void
}

const everything: Condition = { all: [] }
type Form = { name: string; where: Condition; shared: boolean }
const labels: Record<keyof Form, string> = { name: t.finding.viewName, where: t.finding.holds, shared: t.finding.viewShared }

/** A view's name, who sees it, and what it shows, with the sentence that says it as it is put together. */
export function ViewDialog({ view, start, desk, onClose }: Props) {
  const me = useMe()
  const cache = useQueryClient()
  const navigate = useNavigate()
  const { fields, problem, retry } = useFields(undefined)
  const edit = useVersioned<Form, SavedView, null>({
    saved: view ?? null,
    formOf: (saved) => {
      const where = (saved?.where as Condition | undefined) ?? start ?? everything
      return { name: saved?.name ?? '', where, shared: saved?.shared ?? false }
    },
    save: (_, expectedVersion, form) => {
      const body = { name: form.name.trim(), where: form.where as unknown as Record<string, unknown>, shared: form.shared }
      return view && expectedVersion !== null ? api.views.change(view.id, { ...body, expectedVersion }) : api.views.add(body)
    },
    read: async (known) => {
      const { items } = await cache.fetchQuery({ ...queries.views(), staleTime: 0 })
      return items.find(({ id }) => id === known.id) ?? known
    },
    ...(view && { subject: { subject: 'view', subjectId: view.id } }),
    onSaved: (saved) => {
      cache.setQueryData<Items<SavedView>>(
        queries.views().queryKey,
        (old) => old && { items: [...old.items.filter((one) => one.id !== saved.id), saved] },
      )
      for (const key of [['views'], ['view-counts']]) void cache.invalidateQueries({ queryKey: key })
      toast(t.finding.viewSaved(saved.name))
      onClose()
      // Who changes a view from the sidebar stays where they are.
      if (!view) void navigate({ to: '/tickets', search: { view: saved.id, desk }, ignoreBlocker: true })
    },
  })
  const { form, set } = edit
  const saying = useSaying(undefined, edit.theirs ? [form.where, edit.theirs.form.where] : [form.where])
  const [rows, setRows] = useState(() => rowsOf(form.where))
  const [shown, setShown] = useState(form.where)
  // Rows that are not finished say nothing yet, so they are made anew only where the condition came from elsewhere.
  if (JSON.stringify(shown) !== JSON.stringify(form.where)) {
    setShown(form.where)
    setRows(rowsOf(form.where))
  }
  const changeRows = (next: Rows) => {
    const where = conditionOf(next)
    setRows(next)
    setShown(where)
    set({ where })
  }
  const [isTried, setTried] = useState(false)
  const isReady = rows === null || isComplete(rows)
  const say = (part: keyof Form, theirs: Form): string => {
    if (part === 'name') return theirs.name
    if (part === 'shared') return theirs.shared ? t.log.yes : t.log.no
    return 'all' in theirs.where && theirs.where.all.length === 0 ? t.finding.sentenceAll : saying.say(theirs.where)
  }
  const sharing = may(me, 'settings.manage') ? undefined : t.finding.viewSharedRefusal
  return (
    <Dialog
      open
      onClose={onClose}
      title={view ? t.finding.editView : t.finding.saveView}
      closeLabel={t.close}
      width="max-w-[560px]"
      written={edit.isChanged && t.unsaved.discard}
    >
      <form
        className="flex min-h-0 flex-1 flex-col"
        onSubmit={(event: FormEvent) => {
          event.preventDefault()
          setTried(true)
          if (isReady && form.name.trim()) edit.submit()
        }}
      >
        <DialogBody className="flex flex-col gap-4">
          <TextField
            label={t.finding.viewName}
            hint={t.finding.viewNameHint}
            required
            autoFocus
            maxLength={80}
            value={form.name}
            onChange={(event) => set({ name: event.target.value })}
          />
          {problem ? (
            <ErrorState title={t.settings.errorTitle} text={problemText(problem)} retry={retry} retryLabel={t.tryAgain} />
          ) : rows ? (
            <ConditionBuilder value={rows} onChange={changeRows} fields={fields} saying={saying} />
          ) : (
            <p className="text-fg-2">{t.finding.viewFixed}</p>
          )}
          <p role="status" className="rounded-[6px] bg-sunken px-3 py-2 text-fg-2">
            <Sentence where={form.where} say={saying.say} />
          </p>
          <CheckField
            label={t.finding.viewShared}
            hint={sharing ?? t.finding.viewSharedHint}
            checked={form.shared}
            disabled={sharing !== undefined}
            onChange={(event) => set({ shared: event.target.checked })}
          />
          {isTried && !isReady ? (
            <p role="alert" className="text-red-text">
              {t.finding.unfinished}
            </p>
          ) : null}
          {edit.theirs ? <TheirChanges theirs={edit.theirs} label={(part) => labels[part]} say={say} onTake={edit.takeTheirs} /> : null}
          {edit.error ? (
            <p role="alert" className="text-red-text">
              {problemText(edit.error)}
            </p>
          ) : null}
        </DialogBody>
        <DialogFoot>
          <Button kind="quiet" onClick={onClose}>
            {t.cancel}
          </Button>
          <Button type="submit" kind="primary" busy={edit.busy} disabled={problem !== null}>
            {t.save}
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  )
}

function Sentence({ where, say }: { where: Condition; say: (condition: Condition) => string }) {
  if ('all' in where && where.all.length === 0) return t.finding.sentenceAll
  return (
    <>
      {t.finding.sentence} <span className="text-fg">{say(where)}</span>
    </>
  )
}
