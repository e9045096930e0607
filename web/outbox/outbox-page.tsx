import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { MailCheck, MailOpen } from 'lucide-react'
import type { OutboxItem } from '../../client/types.ts'
import { classes } from '../../ui/classes.ts'
import { Banner, EmptyState, ErrorState, Skeleton } from '../../ui/states.tsx'
import { queries } from '../data/queries.ts'
import { problemText } from '../data/query-client.ts'
import { When } from '../session/when.tsx'
import { PageFrame } from '../shell/page-frame.tsx'
import { exactly } from '../tickets/exactly.ts'
import { t } from '../words/index.ts'
import { DeliveryChip } from './delivery-chip.tsx'
import { OutboxMailView } from './outbox-mail.tsx'

const states = ['waiting', 'failed', 'uncertain', 'sent'] as const

/** Every mail the desk sends and what the other side said to it; what waits can be read as it will be sent. */
export function OutboxPage() {
  const { state, mail } = useSearch({ from: '/workspace/outbox' })
  const list = useQuery({ ...queries.outbox(state), refetchInterval: 10_000 })
  const items = list.data?.items ?? []

  return (
    <PageFrame title={t.outbox.title} text={t.outbox.text}>
      <div className="flex h-full flex-col">
        {list.data && !list.data.relay ? <Banner tone="amber">{t.outbox.noRelay}</Banner> : null}
        <div className="flex min-h-0 flex-1">
          <section
            className={classes('h-full w-full flex-col border-line md:flex md:w-[420px] md:shrink-0 md:border-r', mail ? 'hidden' : 'flex')}
          >
            <nav aria-label={t.fields.status} className="flex shrink-0 gap-0.5 overflow-x-auto border-b border-line px-3 py-1.5">
              {[undefined, ...states].map((one) => (
                <Link
                  key={one ?? 'all'}
                  to="/outbox"
                  search={{ state: one }}
                  activeOptions={exactly}
                  aria-current={one === state ? 'true' : undefined}
                  className="flex h-7 shrink-0 items-center rounded-[6px] px-2 text-xs text-fg-2 hover:bg-hover aria-[current]:bg-pressed aria-[current]:font-semibold aria-[current]:text-fg"
                >
                  {one ? t.delivery.states[one] : t.outbox.all}
                </Link>
              ))}
            </nav>
            <div className="scroll-quiet min-h-0 flex-1 overflow-y-auto">
              {list.isPending ? (
                <div className="appear-late flex flex-col gap-3 p-4">
                  {[1, 2, 3, 4].map((key) => (
                    <Skeleton key={key} className="h-10 w-full" />
                  ))}
                </div>
              ) : list.isError && items.length === 0 ? (
                <ErrorState
                  title={t.outbox.errorTitle}
                  text={problemText(list.error)}
                  retry={() => void list.refetch()}
                  retryLabel={t.tryAgain}
                />
              ) : items.length === 0 ? (
                <EmptyState icon={<MailCheck size={18} />} title={t.outbox.empty} text={t.outbox.emptyText} />
              ) : (
                <ul aria-label={t.outbox.title}>
                  {items.map((item) => (
                    <OutboxRow key={item.id} item={item} selected={item.id === mail} state={state} />
                  ))}
                </ul>
              )}
            </div>
          </section>
          <div className={classes('h-full min-w-0 flex-1', mail ? 'block' : 'hidden md:block')}>
            {mail ? (
              <OutboxMailView key={mail} id={mail} state={state} />
            ) : (
              <div className="flex h-full items-center justify-center bg-canvas">
                <EmptyState icon={<MailOpen size={18} />} title={t.outbox.choose} />
              </div>
            )}
          </div>
        </div>
      </div>
    </PageFrame>
  )
}

function OutboxRow({ item, selected, state }: { item: OutboxItem; selected: boolean; state: string | undefined }) {
  return (
    <li>
      <Link
        to="/outbox"
        search={{ state, mail: item.id }}
        aria-current={selected ? 'page' : undefined}
        className={classes(
          'flex min-h-16 flex-col justify-center gap-0.5 border-b border-line px-4 py-2 outline-offset-[-2px]',
          selected ? 'bg-selected shadow-[inset_0_0_0_1.5px_var(--focus)]' : 'hover:bg-hover',
        )}
      >
        <span className="flex items-center gap-2">
          <span dir="auto" className="min-w-0 flex-1 truncate text-start">
            {item.subject}
          </span>
          <When at={item.createdAt} className="shrink-0 text-xs text-fg-3" />
        </span>
        <span className="flex items-center gap-2 text-xs text-fg-2">
          <span className="min-w-0 flex-1 truncate">{item.recipient}</span>
          <DeliveryChip state={item.state} />
        </span>
        {item.lastResponse ? <span className="truncate font-mono text-2xs text-fg-3">{item.lastResponse}</span> : null}
      </Link>
    </li>
  )
}
