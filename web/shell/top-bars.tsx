import { useParams } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { classes } from '../../ui/classes.ts'
import { usePreferences } from '../session/preferences.ts'

const AnnouncementBar = lazy(() => import('../announcements/announcement-bar.tsx').then((module) => ({ default: module.AnnouncementBar })))
const DashboardStrip = lazy(() => import('../dashboard/dashboard-strip.tsx').then((module) => ({ default: module.DashboardStrip })))

/** What stands over the lists: announcements, and today's numbers. On a phone an open ticket has the screen to itself. */
export function TopBars() {
  const { dashboard } = usePreferences()
  const { reference } = useParams({ strict: false })
  return (
    <div className={classes('shrink-0', reference && 'max-md:hidden')}>
      <Suspense>
        <AnnouncementBar />
      </Suspense>
      {dashboard ? (
        <Suspense fallback={<div className="h-11 border-b border-line bg-canvas" />}>
          <DashboardStrip />
        </Suspense>
      ) : null}
    </div>
  )
}
