export { settingsLogRoutes } from './settings-log.routes.ts'
