import type { ErrorComponentProps } from '@tanstack/react-router'
import { Link } from '@tanstack/react-router'
import { isProblem } from '../../client/client.ts'
import { buttonClass } from '../../ui/button.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { problemText } from '../data/query-client.ts'
import { t } from '../words/index.ts'
import { OfflinePage } from './offline-page.tsx'

export function RouteError({ error, reset }: ErrorComponentProps) {
  if (isProblem(error, 'unreachable') || !navigator.onLine) return <OfflinePage />
  return (
    <div className="flex h-full items-center justify-center">
      <ErrorState
        title={t.errors.title}
        text={problemText(error)}
        retryLabel={t.tryAgain}
        retry={() => {
          reset()
          location.reload()
        }}
      />
    </div>
  )
}

export function RouteMissing() {
  return (
    <div className="flex h-full items-center justify-center">
      <EmptyState
        title={t.errors.missingTitle}
        text={t.errors.missingText}
        action={
          <Link to="/tickets" className={buttonClass('primary')}>
            {t.errors.toTickets}
          </Link>
        }
      />
    </div>
  )
}
