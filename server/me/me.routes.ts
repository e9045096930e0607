import { changePassword, endSession, listSessions } from '../access/index.ts'
import { SetPresence, setOwnPresence } from '../people/index.ts'
import { type Http, itemsOf, nothing, route } from '../platform/http/index.ts'
import { ChangeMe, ChangePassword, Me, MeAnswer, Session, SessionId, SignIn } from './me.schema.ts'
import { changeOwn, readMe } from './me.ts'
import { signInHere, signOutHere } from './sign-in-here.ts'

const tag = 'Session'

export function meRoutes(http: Http): void {
  route(http, {
    method: 'POST',
    url: '/session',
    summary: 'Sign in',
    tag,
    access: 'anonymous',
    body: SignIn,
    response: { 200: MeAnswer },
    handle: async ({ body, request, reply }) => ({ me: await readMe(await signInHere(http.app, http.site, request, reply, body)) }),
  })

  route(http, {
    method: 'GET',
    url: '/session',
    summary: 'Who is signed in',
    tag,
    access: 'staff',
    response: { 200: MeAnswer },
    handle: async ({ ctx }) => ({ me: await readMe(ctx) }),
  })

  route(http, {
    method: 'DELETE',
    url: '/session',
    summary: 'Sign out',
    tag,
    access: 'staff',
    response: { 204: nothing },
    handle: ({ ctx, request, reply }) => signOutHere(ctx, http.site, request, reply),
  })

  route(http, {
    method: 'PATCH',
    url: '/me',
    summary: 'Change your name, time zone, signature or preferences',
    tag,
    access: 'staff',
    body: ChangeMe,
    response: { 200: Me },
    handle: ({ ctx, body }) => changeOwn(ctx, body),
  })

  route(http, {
    method: 'POST',
    url: '/me/password',
    summary: 'Change your password; every other session ends',
    tag,
    access: 'staff',
    body: ChangePassword,
    response: { 204: nothing },
    handle: ({ ctx, body, request }) => changePassword(ctx, { ...body, ip: request.ip }),
  })

  route(http, {
    method: 'PUT',
    url: '/me/presence',
    summary: 'Say whether you are there',
    tag,
    access: 'staff',
    body: SetPresence,
    response: { 204: nothing },
    handle: ({ ctx, body }) => setOwnPresence(ctx, body.presence),
  })

  route(http, {
    method: 'GET',
    url: '/me/sessions',
    summary: 'Where you are signed in',
    tag,
    access: 'staff',
    response: { 200: itemsOf(Session) },
    handle: async ({ ctx }) => ({ items: await listSessions(ctx) }),
  })

  route(http, {
    method: 'DELETE',
    url: '/me/sessions/:id',
    summary: 'End one of your sessions',
    tag,
    access: 'staff',
    params: SessionId,
    response: { 204: nothing },
    handle: ({ ctx, params }) => endSession(ctx, params.id),
  })
}
