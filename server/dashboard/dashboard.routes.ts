import { type Http, route } from '../platform/http/index.ts'
import { Dashboard, DashboardQuery } from './dashboard.schema.ts'
import { readDashboard } from './read-dashboard.ts'

export function dashboardRoutes(http: Http): void {
  route(http, {
    method: 'GET',
    url: '/dashboard',
    summary: 'Today at a glance: what came, what was resolved, what waits; yours and the desk’s',
    tag: 'Views',
    access: 'staff',
    query: DashboardQuery,
    response: { 200: Dashboard },
    handle: ({ ctx, query }) => readDashboard(ctx, query.desk ?? null),
  })
}
