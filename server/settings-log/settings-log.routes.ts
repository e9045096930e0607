import { type Http, pageOf, route } from '../platform/http/index.ts'
import { listSettingsLog } from './list-settings-log.ts'
import { SettingsChange, SettingsLogQuery } from './settings-log.schema.ts'

export function settingsLogRoutes(http: Http): void {
  route(http, {
    method: 'GET',
    url: '/settings-log',
    summary: 'Who changed which setting, newest first',
    tag: 'Settings',
    access: 'staff',
    permission: 'settings.manage',
    query: SettingsLogQuery,
    response: { 200: pageOf(SettingsChange) },
    handle: ({ ctx, query }) => listSettingsLog(ctx, query),
  })
}
