export { dropOldDeliveries, registerWebhookWork } from './webhooks.jobs.ts'
export { webhookRoutes } from './webhooks.routes.ts'
export { webhookCreate } from './webhooks.cli.ts'
