import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '../../client/api.ts'
import type { ServiceLevelRun } from '../../client/types.ts'
import { Button } from '../../ui/button.tsx'
import { useTwice } from '../settings/use-twice.ts'
import { When } from '../session/when.tsx'
import { t } from '../words/index.ts'

/** Changes are for new tickets; here they are brought to those that are open. */
export function ApplyToOpen() {
  const cache = useQueryClient()
  const run = useQuery({
    queryKey: ['sla-run'],
    queryFn: () => api.sla.run(),
    refetchInterval: ({ state }) => (isGoing(state.data?.run) ? 700 : false),
  })
  const apply = useMutation({
    mutationFn: () => api.sla.apply(),
    onSuccess: (started) => cache.setQueryData(['sla-run'], { run: started }),
  })
  const sure = useTwice(() => apply.mutate())
  const last = run.data?.run ?? null
  return (
    <section className="mt-8">
      <h3 className="font-semibold">{t.levels.applyTitle}</h3>
      <p className="mt-0.5 text-fg-2">{t.levels.applyText}</p>
      <div className="mt-3 flex flex-wrap items-center gap-3">
        <Button onClick={sure.press} busy={isGoing(last) || apply.isPending} kind={sure.asking ? 'danger' : 'secondary'}>
          {sure.asking ? t.levels.applySure : t.levels.apply}
        </Button>
        {last ? <Progress run={last} /> : null}
      </div>
    </section>
  )
}

function isGoing(run: ServiceLevelRun | null | undefined): boolean {
  return run != null && run.finishedAt === null && !run.stopped
}

function Progress({ run }: { run: ServiceLevelRun }) {
  if (run.finishedAt)
    return (
      <p role="status" className="text-xs text-fg-3">
        {t.levels.applied(run.changed, run.done)} · <When at={run.finishedAt} form="long" />
        {run.failed > 0 ? <span className="text-amber-text"> · {t.levels.applyFailed(run.failed)}</span> : null}
      </p>
    )
  if (run.stopped)
    return (
      <p role="status" className="text-xs text-amber-text">
        {t.levels.applyStopped(run.done, run.total)}
      </p>
    )
  const words = t.levels.applying(run.done, run.total)
  return (
    <span role="status" className="flex items-center gap-2 text-xs text-fg-2">
      <progress aria-label={t.levels.apply} value={run.done} max={Math.max(1, run.total)} className="h-1.5 w-32 accent-accent" />
      {words}
    </span>
  )
}
