import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ArrowLeft, RotateCw } from 'lucide-react'
import { api } from '../../client/api.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorState, Skeleton } from '../../ui/states.tsx'
import { now } from '../../ui/time.ts'
import { toast } from '../../ui/toast.tsx'
import { queries } from '../data/queries.ts'
import { problemText } from '../data/query-client.ts'
import { When } from '../session/when.tsx'
import { ContentFrame } from '../ticket/content-frame.tsx'
import { TicketLink } from '../ticket/ticket-link.tsx'
import { t } from '../words/index.ts'
import { DeliveryChip } from './delivery-chip.tsx'

/** One outgoing mail as the recipient will get it, its headers, and the attempts so far. */
export function OutboxMailView({ id, state }: { id: string; state: string | undefined }) {
  const cache = useQueryClient()
  const mail = useQuery(queries.outboxMail(id))
  const retry = useMutation({
    mutationFn: () => api.outbox.retry(id),
    onSuccess: () => {
      toast(t.outbox.retried)
      for (const key of ['outbox', 'outbox-mail']) void cache.invalidateQueries({ queryKey: [key] })
    },
  })

  if (mail.isPending) return <Skeleton className="appear-late m-6 h-40" />
  if (mail.isError) {
    return (
      <ErrorState title={t.outbox.errorTitle} text={problemText(mail.error)} retry={() => void mail.refetch()} retryLabel={t.tryAgain} />
    )
  }
  const item = mail.data
  return (
    <article className="scroll-quiet h-full overflow-y-auto">
      <div className="mx-auto max-w-[820px] px-4 py-5 md:px-6">
        <Link to="/outbox" search={{ state }} className="mb-3 inline-flex items-center gap-1.5 text-fg-2 md:hidden">
          <ArrowLeft size={16} />
          {t.outbox.back}
        </Link>
        <div className="flex items-start gap-3">
          <h2 dir="auto" className="min-w-0 flex-1 text-lg font-semibold break-words">
            {item.subject}
          </h2>
          {item.state === 'sent' || item.state === 'sending' ? null : (
            <Button size="sm" busy={retry.isPending} onClick={() => retry.mutate()}>
              <RotateCw size={13} />
              {t.outbox.retry}
            </Button>
          )}
        </div>
        <p className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1 text-fg-2">
          <DeliveryChip state={item.state} />
          <TicketLink reference={item.ticket} />
          <span>{t.outbox.attempts(item.attempts)}</span>
          {item.nextAttemptAt && Date.parse(item.nextAttemptAt) > now() ? (
            <span>
              {t.outbox.nextAttempt} <When at={item.nextAttemptAt} form="long" />
            </span>
          ) : null}
        </p>
        {item.lastResponse ? (
          <p className="mt-2 rounded-[6px] bg-sunken px-3 py-2 font-mono text-xs break-words">{item.lastResponse}</p>
        ) : null}
        <p className="mt-1 text-xs text-fg-3">{t.delivery.meaning[item.state]}</p>

        <details className="mt-5 rounded-[10px] border border-line">
          <summary className="px-3 py-2 text-fg-2 hover:bg-hover">{t.outbox.headers}</summary>
          <dl className="border-t border-line px-3 py-2 font-mono text-xs">
            {item.headers.map((header, index) => (
              <div key={index} className="flex gap-2 py-0.5">
                <dt className="w-32 shrink-0 text-fg-3">{header.name}</dt>
                <dd className="min-w-0 break-words">{header.value}</dd>
              </div>
            ))}
          </dl>
        </details>
        <div className="mt-4 border-t border-line pt-4">
          {item.contentUrl ? (
            <ContentFrame url={item.contentUrl} title={item.subject} />
          ) : (
            <pre className="prose font-sans whitespace-pre-wrap">{item.text}</pre>
          )}
        </div>
      </div>
    </article>
  )
}
