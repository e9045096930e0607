export { type CreatedWorkspace, createWorkspace, type NewWorkspace } from './create-workspace.ts'
export { workspaceFor } from './setup.cli.ts'
export { ensureSetupLink } from './setup-link.ts'
export { setupRoutes } from './setup.routes.ts'
