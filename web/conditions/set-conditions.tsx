import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ArrowDown, ArrowUp, X } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../client/api.ts'
import type { ConditionField, ConditionFields } from '../../client/types.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogFoot } from '../../ui/dialog.tsx'
import { CheckField } from '../../ui/field.tsx'
import { ErrorState, Skeleton } from '../../ui/states.tsx'
import { toast } from '../../ui/toast.tsx'
import { problemText } from '../data/query-client.ts'
import { localised, t } from '../words/index.ts'
import { moveShown } from './move-shown.ts'
import { canBeAsked, useFields } from './use-fields.ts'

/** The fields a desk offers on one side, those this agent filters by on the other; kept on the server, for every device. */
export function SetConditions({ desk, onClose }: { desk: string | undefined; onClose: () => void }) {
  const { fields, chosen: kept, isLoading, problem, retry } = useFields(desk)
  return (
    <Dialog
      open
      onClose={onClose}
      title={t.finding.setConditions}
      description={t.finding.setConditionsText}
      closeLabel={t.close}
      width="max-w-[640px]"
    >
      {problem ? (
        <ErrorState title={t.settings.errorTitle} text={problemText(problem)} retry={retry} retryLabel={t.tryAgain} />
      ) : isLoading ? (
        <DialogBody>
          <Skeleton className="h-56 w-full" />
        </DialogBody>
      ) : (
        <Chooser fields={fields.filter((field) => canBeAsked(field))} kept={kept} onClose={onClose} />
      )}
    </Dialog>
  )
}

function Chooser({ fields, kept, onClose }: { fields: ConditionField[]; kept: string[]; onClose: () => void }) {
  const cache = useQueryClient()
  const [chosen, setChosen] = useState(kept)
  const [ticked, setTicked] = useState<string[]>([])
  const save = useMutation({
    meta: { showsProblem: true },
    mutationFn: () => api.conditions.choose(chosen),
    onSuccess: () => {
      for (const [key, data] of cache.getQueriesData<ConditionFields>({ queryKey: ['condition-fields'] }))
        if (data) cache.setQueryData(key, { ...data, chosen })
      toast(t.finding.chosenSaved)
      onClose()
    },
  })
  const find = (key: string) => fields.find((field) => field.key === key)
  const left = fields.filter((field) => field.offered && !chosen.includes(field.key))
  const groups = [...new Set(left.map((field) => field.group))]

  // One that another desk offers stays chosen there.
  const shown = chosen.filter((key) => find(key)?.offered)
  const move = (key: string, by: 1 | -1) => setChosen(moveShown(chosen, shown, key, by))

  return (
    <>
      <DialogBody className="grid gap-4 sm:grid-cols-2">
        <section aria-label={t.finding.offered} className="flex min-h-0 flex-col">
          <h3 className="mb-1 text-xs font-semibold text-fg-2">{t.finding.offered}</h3>
          <div className="scroll-quiet max-h-72 min-h-40 flex-1 overflow-y-auto rounded-[10px] border border-line px-3 py-2">
            {left.length === 0 ? <p className="py-4 text-center text-fg-3">{t.finding.offeredNone}</p> : null}
            {groups.map((group) => (
              <fieldset key={group} className="mb-2">
                <legend className="text-2xs text-fg-3">{t.finding.groups[group]}</legend>
                {left
                  .filter((field) => field.group === group)
                  .map((field) => (
                    <CheckField
                      key={field.key}
                      label={localised(field.label)}
                      checked={ticked.includes(field.key)}
                      onChange={(event) =>
                        setTicked(event.target.checked ? [...ticked, field.key] : ticked.filter((key) => key !== field.key))
                      }
                    />
                  ))}
              </fieldset>
            ))}
          </div>
          <Button
            className="mt-2 self-start"
            disabled={ticked.length === 0}
            onClick={() => {
              setChosen([...chosen, ...ticked])
              setTicked([])
            }}
          >
            {t.finding.addChosen(ticked.length)}
          </Button>
        </section>
        <section aria-label={t.finding.chosen} className="flex min-h-0 flex-col">
          <h3 className="mb-1 text-xs font-semibold text-fg-2">{t.finding.chosen}</h3>
          <ol className="scroll-quiet max-h-72 min-h-40 flex-1 overflow-y-auto rounded-[10px] border border-line py-1 pr-1 pl-3">
            {shown.length === 0 ? <li className="py-4 text-center text-fg-3">{t.finding.chosenNone}</li> : null}
            {shown.map((key, at) => {
              const field = find(key)
              const name = field ? localised(field.label) : key
              return (
                <li key={key} className="flex h-8 items-center">
                  <span className="min-w-0 flex-1 truncate">{name}</span>
                  <IconButton plain label={t.finding.moveUp(name)} disabled={at === 0} onClick={() => move(key, -1)}>
                    <ArrowUp size={14} />
                  </IconButton>
                  <IconButton plain label={t.finding.moveDown(name)} disabled={at === shown.length - 1} onClick={() => move(key, 1)}>
                    <ArrowDown size={14} />
                  </IconButton>
                  <IconButton plain label={t.finding.removeField(name)} onClick={() => setChosen(chosen.filter((one) => one !== key))}>
                    <X size={14} />
                  </IconButton>
                </li>
              )
            })}
          </ol>
        </section>
        {save.error ? (
          <p role="alert" className="text-red-text sm:col-span-2">
            {problemText(save.error)}
          </p>
        ) : null}
      </DialogBody>
      <DialogFoot>
        <Button kind="quiet" onClick={onClose}>
          {t.cancel}
        </Button>
        <Button kind="primary" busy={save.isPending} onClick={() => save.mutate()}>
          {t.save}
        </Button>
      </DialogFoot>
    </>
  )
}
