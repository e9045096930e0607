import type { ErrorComponentProps } from '@tanstack/react-router'
import { Link } from '@tanstack/react-router'
import { isProblem } from '../../client/client.ts'
import { buttonClass } from '../../ui/button.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { problemText } from '../data/query-client.ts'
import { t } from '../words/index.ts'
import { OfflinePage } from './offline-page.tsx'

/** Nothing of the page could be shown. */
export function RouteError(props: ErrorComponentProps) {
  if (isUnreachable(props.error)) return <OfflinePage />
  return (
    <main className="h-full">
      <PartError {...props} isPage />
    </main>
  )
}

/** A part of the page could not be shown; the frame around it stays. */
export function PartError({ error, reset, isPage }: ErrorComponentProps & { isPage?: boolean }) {
  if (isUnreachable(error)) return <OfflinePage isPart />
  return (
    <div className="flex h-full items-center justify-center">
      <ErrorState
        isPage={isPage}
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

function isUnreachable(error: unknown): boolean {
  return isProblem(error, 'unreachable') || !navigator.onLine
}

export function RouteMissing() {
  return (
    <main className="flex h-full items-center justify-center">
      <EmptyState
        isPage
        title={t.errors.missingTitle}
        text={t.errors.missingText}
        action={
          <Link to="/tickets" className={buttonClass('primary')}>
            {t.errors.toTickets}
          </Link>
        }
      />
    </main>
  )
}
