import type { UseQueryResult } from '@tanstack/react-query'
import { CircleAlert, RotateCw } from 'lucide-react'
import type { InfoResult } from '../../client/types.ts'
import { IconButton } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import { Skeleton } from '../../ui/states.tsx'
import { problemText } from '../data/query-client.ts'
import { t } from '../words/index.ts'
import { InfoValues } from './info-value.tsx'

type Props = { name: string; asked: Pick<UseQueryResult<InfoResult>, 'data' | 'error' | 'isFetching'>; onAgain: () => void }

/** One source: being asked, what it said, or why it said nothing. */
export function InfoCard({ name, asked: { data, error, isFetching }, onAgain }: Props) {
  return (
    <section aria-label={name} aria-busy={isFetching} className="rounded-[10px] border border-line bg-surface">
      <div className="flex h-8 items-center gap-1 border-b border-line pr-1 pl-3">
        <h3 dir="auto" className="min-w-0 flex-1 truncate text-xs font-semibold text-fg-2">
          {name}
        </h3>
        {data && data.state !== 'failed' && !error ? (
          <IconButton label={t.info.again(name)} plain aria-disabled={isFetching || undefined} onClick={() => isFetching || onAgain()}>
            <RotateCw size={13} className={classes(isFetching && 'motion-safe:animate-spin')} />
          </IconButton>
        ) : null}
      </div>
      <div className="px-3 py-1.5">
        {error && !isFetching ? (
          <Failure text={problemText(error)} onAgain={onAgain} />
        ) : data ? (
          <Said result={data} onAgain={onAgain} />
        ) : (
          <Asking name={name} />
        )}
      </div>
    </section>
  )
}

function Said({ result, onAgain }: { result: InfoResult; onAgain: () => void }) {
  if (result.state === 'found') return <InfoValues fields={result.fields} />
  if (result.state === 'failed') return <Failure text={result.message ?? t.errors.unexpected} onAgain={onAgain} />
  return <p className="py-1 text-fg-3">{result.message ?? t.info.nothing}</p>
}

function Failure({ text, onAgain }: { text: string; onAgain: () => void }) {
  return (
    <div className="flex items-start gap-2 py-1">
      <CircleAlert size={14} aria-hidden="true" className="mt-0.5 shrink-0 text-amber-text" />
      <div className="min-w-0 flex-1">
        <p className="text-fg-2">{text}</p>
        <button
          type="button"
          onClick={onAgain}
          className="-mx-1 mt-0.5 h-6 rounded-[6px] px-1 text-xs font-semibold text-accent-text hover:bg-hover"
        >
          {t.tryAgain}
        </button>
      </div>
    </div>
  )
}

function Asking({ name }: { name: string }) {
  return (
    <div className="appear-late flex flex-col gap-2 py-1.5">
      <span className="sr-only">{t.info.asking(name)}</span>
      <Skeleton className="h-4 w-4/5" />
      <Skeleton className="h-4 w-3/5" />
    </div>
  )
}
