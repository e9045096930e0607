export { changeOwn } from './me.ts'
export { meRoutes } from './me.routes.ts'
export { requireSafeCookie, setSessionCookie } from './sign-in-here.ts'
