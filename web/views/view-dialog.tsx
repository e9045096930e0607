import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import type { Condition } from '../../conditions/index.ts'
import { api } from '../../client/api.ts'
import { isProblem } from '../../client/client.ts'
import type { Items, SavedView } from '../../client/types.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogFoot } from '../../ui/dialog.tsx'
import { CheckField, TextField } from '../../ui/field.tsx'
import { toast } from '../../ui/toast.tsx'
import { ConditionBuilder } from '../conditions/condition-builder.tsx'
import { conditionOf, isComplete, rowsOf } from '../conditions/rows.ts'
import { useFields, useSaying } from '../conditions/use-fields.ts'
import { problemText } from '../data/query-client.ts'
import { queries } from '../data/queries.ts'
import { may, useMe } from '../session/me.ts'
import { t } from '../words/index.ts'

type Props = {
  /** The view to edit; without one a new view is made, of `start`. */
  view?: SavedView
  start?: Condition
  desk: string | undefined
  onClose: () => void
}

/** A view's name, who sees it, and what it shows, with the sentence that says it as it is put together. */
export function ViewDialog({ view, start, desk, onClose }: Props) {
  const me = useMe()
  const cache = useQueryClient()
  const navigate = useNavigate()
  const { fields } = useFields(undefined)
  const saying = useSaying(undefined)
  const before = (view?.where as Condition | undefined) ?? start ?? { all: [] }
  const [name, setName] = useState(view?.name ?? '')
  const [shared, setShared] = useState(view?.shared ?? false)
  const [rows, setRows] = useState(() => rowsOf(before))
  const [version, setVersion] = useState(view?.version)
  const [theirs, setTheirs] = useState<SavedView | null>(null)
  const [isTried, setTried] = useState(false)
  const where = rows ? conditionOf(rows) : before
  const isReady = rows === null || isComplete(rows)

  const save = useMutation({
    meta: { showsProblem: true },
    mutationFn: () => {
      const body = { name: name.trim(), where: where as unknown as Record<string, unknown>, shared }
      return view ? api.views.change(view.id, { ...body, expectedVersion: version }) : api.views.add(body)
    },
    onSuccess: (saved) => {
      cache.setQueryData<Items<SavedView>>(
        queries.views().queryKey,
        (old) => old && { items: [...old.items.filter((one) => one.id !== saved.id), saved] },
      )
      for (const key of [['views'], ['view-counts']]) void cache.invalidateQueries({ queryKey: key })
      toast(t.finding.viewSaved(saved.name))
      onClose()
      void navigate({ to: '/tickets', search: { view: saved.id, desk } })
    },
    onError: async (error) => {
      if (!view || !isProblem(error, 'version_conflict')) return
      // What is saved now is shown beside what was written here; saving again means it.
      const now = (await cache.fetchQuery({ ...queries.views(), staleTime: 0 })).items.find((one) => one.id === view.id)
      if (!now) return
      setTheirs(now)
      setVersion(now.version)
    },
  })

  const sharing = may(me, 'settings.manage') ? undefined : t.finding.viewSharedRefusal
  return (
    <Dialog open onClose={onClose} title={view ? t.finding.editView : t.finding.saveView} closeLabel={t.close} width="max-w-[560px]">
      <form
        className="flex min-h-0 flex-1 flex-col"
        onSubmit={(event: FormEvent) => {
          event.preventDefault()
          setTried(true)
          if (isReady && name.trim()) save.mutate()
        }}
      >
        <DialogBody className="flex flex-col gap-4">
          <TextField
            label={t.finding.viewName}
            hint={t.finding.viewNameHint}
            required
            autoFocus
            maxLength={80}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          {rows ? (
            <ConditionBuilder value={rows} onChange={setRows} fields={fields} saying={saying} />
          ) : (
            <p className="text-fg-2">{t.finding.viewFixed}</p>
          )}
          <p role="status" className="rounded-[6px] bg-sunken px-3 py-2 text-fg-2">
            <Sentence where={where} say={saying.say} />
          </p>
          <CheckField
            label={t.finding.viewShared}
            hint={sharing ?? t.finding.viewSharedHint}
            checked={shared}
            disabled={sharing !== undefined}
            onChange={(event) => setShared(event.target.checked)}
          />
          {isTried && !isReady ? (
            <p role="alert" className="text-red-text">
              {t.finding.unfinished}
            </p>
          ) : null}
          {theirs ? (
            <div role="alert" className="rounded-[6px] bg-amber-fill px-3 py-2 text-amber-text">
              {t.finding.viewConflict(theirs.name)}
              <p className="mt-1">
                {t.finding.viewSavedNow} <b className="font-semibold">{theirs.name}</b>. {saying.say(theirs.where as unknown as Condition)}
              </p>
            </div>
          ) : save.error ? (
            <p role="alert" className="text-red-text">
              {problemText(save.error)}
            </p>
          ) : null}
        </DialogBody>
        <DialogFoot>
          <Button kind="quiet" onClick={onClose}>
            {t.cancel}
          </Button>
          <Button type="submit" kind="primary" busy={save.isPending}>
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
