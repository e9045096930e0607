import { z } from 'zod'
import { passwordIn } from '../access/index.ts'
import { Label, Status } from '../lifecycles/index.ts'
import { requireSafeCookie, setSessionCookie } from '../me/index.ts'
import { notFound } from '../platform/errors/index.ts'
import { emailIn, type Http, id, itemsOf, lineIn, route, sendPage } from '../platform/http/index.ts'
import { lifecycleChoices } from './lifecycle-choices.ts'
import { isOpenToken, isSetUp } from './setup-link.ts'
import { setUp } from './set-up.ts'

const token = z.string().max(200)
const Named = z.object({ id, name: z.string() })

const SetUpBody = z.strictObject({
  token,
  name: lineIn(100),
  email: emailIn,
  password: passwordIn,
  workspace: lineIn(100),
  desk: z.strictObject({ name: lineIn(80), lifecycle: z.string().max(40), address: emailIn.optional() }),
})

const Choice = z.object({ key: z.string(), name: Label, description: Label, statuses: z.array(Status) })

const tag = 'Set-up'

/** Once somebody can sign in, nothing below /setup is there any more. */
export function setupRoutes(http: Http): void {
  const { app, site, fastify } = http
  const requireOpen = async () => {
    if (await isSetUp(app)) throw notFound()
  }

  fastify.get('/setup', { schema: { hide: true } }, async (request, reply) => {
    // The page says that the link was used; to a program it is as if there were nothing.
    return sendPage(http, request, reply, (await isSetUp(app)) ? 404 : 200)
  })

  route(http, {
    method: 'GET',
    url: '/setup',
    summary: 'Is this set-up link still open?',
    tag,
    access: 'anonymous',
    query: z.strictObject({ token: token.default('') }),
    response: { 200: z.object({ open: z.boolean() }) },
    handle: async ({ query }) => {
      await requireOpen()
      return { open: await isOpenToken(app, query.token) }
    },
  })

  route(http, {
    method: 'GET',
    url: '/setup/lifecycles',
    summary: 'The lifecycles a first desk can work by',
    tag,
    access: 'anonymous',
    response: { 200: itemsOf(Choice) },
    handle: async () => {
      await requireOpen()
      return { items: lifecycleChoices() }
    },
  })

  route(http, {
    method: 'POST',
    url: '/setup',
    summary: 'Make the first workspace, admin and desk',
    tag,
    access: 'anonymous',
    body: SetUpBody,
    response: { 201: z.object({ user: Named, workspace: Named, desk: Named }) },
    handle: async ({ body, request, reply }) => {
      await requireOpen()
      requireSafeCookie(site, request)
      const made = await setUp(app, body, request.headers['user-agent'] ?? '')
      setSessionCookie(site, request, reply, made)
      return {
        user: { id: made.userId, name: body.name },
        workspace: { id: made.workspaceId, name: body.workspace },
        desk: { id: made.deskId, name: body.desk.name },
      }
    },
  })
}
