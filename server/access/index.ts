export { accessRoutes } from './access.routes.ts'
export { keyCreate, userCreate } from './access.cli.ts'
export { RoleName } from './access.schema.ts'
export { authenticate, knownCaller, staffActorOf } from './authenticate.ts'
export { changePassword } from './change-password.ts'
export {
  type Actor,
  type App,
  type Context,
  contextOf,
  type CustomerActor,
  type StaffActor,
  systemContext,
  type SystemActor,
  type WorkKind,
  workKinds,
} from '../platform/context.ts'
export { createKey, type NewKey } from './create-key.ts'
export { createUser, type NewUser } from './create-user.ts'
export { joinDesks, openDesk, seesDesk, setDeskAccess, setDesks, type Sight } from './desk-access.ts'
export { passwordIn, passwordTyped } from './passwords.ts'
export { type Permission, permissions } from '../platform/permissions.ts'
export { installRoles, type Role, roleNamed } from './roles.ts'
export {
  dropExpiredSessions,
  endSession,
  endSessionIn,
  endSessionsOf,
  forgetAllCallers,
  forgetCaller,
  forgetOnSignal,
  listSessions,
} from './sessions.ts'
export { differences, logSettingsChange } from './settings-log.ts'
export { dropOldTries } from './sign-in-limits.ts'
export { type NewSession, signIn, startSession } from './sign-in.ts'
export { type Presence, tellPresence } from './tell-presence.ts'
