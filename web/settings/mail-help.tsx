import { useMutation, useQuery } from '@tanstack/react-query'
import { Copy, Send } from 'lucide-react'
import { api } from '../../client/api.ts'
import { Button } from '../../ui/button.tsx'
import { Skeleton } from '../../ui/states.tsx'
import { queries } from '../data/queries.ts'
import { problemText } from '../data/query-client.ts'
import { copy } from '../ticket/copy.ts'
import { t } from '../words/index.ts'

/** Two ways to see a mail become a ticket: the exact line for a terminal, and a button. */
export function MailHelp({ desk }: { desk: string }) {
  const help = useQuery(queries.mailHelp(desk))
  const test = useMutation({ meta: { showsProblem: true }, mutationFn: () => api.desks.testMail(desk) })

  return (
    <div className="flex flex-col gap-5">
      <div>
        <h2 className="mb-1 text-xs font-semibold text-fg-2">{t.setup.doneSwaks}</h2>
        {help.data ? (
          <div className="flex items-start gap-2 rounded-[6px] border border-line-strong bg-sunken p-2 pl-3">
            <code className="min-w-0 flex-1 py-1 font-mono text-xs break-all">{help.data.swaks}</code>
            <Button size="sm" onClick={() => void copy(help.data.swaks, t.copied)}>
              <Copy size={13} />
              {t.copy}
            </Button>
          </div>
        ) : help.isError ? (
          <p className="text-red-text">{problemText(help.error)}</p>
        ) : (
          <Skeleton className="h-10 w-full" />
        )}
        <p className="mt-1 text-xs text-fg-3">{t.setup.doneSwaksHint}</p>
      </div>
      <div>
        <h2 className="mb-1 text-xs font-semibold text-fg-2">{t.setup.doneButton}</h2>
        <div className="flex flex-wrap items-center gap-3">
          <Button busy={test.isPending} onClick={() => test.mutate()}>
            <Send size={14} />
            {t.setup.sendTest}
          </Button>
          <span role="status" className={test.isError ? 'text-red-text' : 'text-green-text'}>
            {test.isError ? problemText(test.error) : test.data ? t.setup.testSent(test.data.ticket) : null}
          </span>
        </div>
      </div>
      {help.data && !help.data.relay ? <p className="text-fg-2">{t.setup.noRelay}</p> : null}
    </div>
  )
}
