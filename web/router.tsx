import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { isProblem, queryString } from '../client/client.ts'
import { queries } from './data/queries.ts'
import { queryClient } from './data/query-client.ts'
import { adoptPreferencesOf, forgetPerson } from './session/preferences-sync.ts'
import { rememberSignedIn, wasSignedIn } from './session/signed-in-hint.ts'
import { PartError, RouteError, RouteMissing } from './shell/route-error.tsx'
import { Shell } from './shell/shell.tsx'
import { ticketSearch } from './tickets/ticket-search.ts'

const root = createRootRoute({ errorComponent: RouteError, notFoundComponent: RouteMissing })

const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  errorComponent: RouteError,
  validateSearch: (search: Record<string, unknown>) => ({ token: text(search.token) ?? '' }),
  component: lazyRouteComponent(() => import('./setup/setup-page.tsx'), 'SetupPage'),
})

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  errorComponent: RouteError,
  validateSearch: (search: Record<string, unknown>): { next?: string } => ({ next: text(search.next) }),
  component: lazyRouteComponent(() => import('./session/sign-in-page.tsx'), 'SignInPage'),
})

const workspace = createRoute({
  getParentRoute: () => root,
  id: 'workspace',
  errorComponent: RouteError,
  beforeLoad: async ({ location }) => {
    // The counts carry the position the live feed starts from: they are read before any list, so that nothing falls in between.
    const desk = text((location.search as Record<string, unknown>).desk)
    // A browser that was never signed in has no counts to read, and asks for none.
    const counts = wasSignedIn() ? queryClient.prefetchQuery(queries.counts(desk)) : undefined
    try {
      const { me } = await queryClient.ensureQueryData(queries.session())
      rememberSignedIn(me.id)
      if (adoptPreferencesOf(me)) {
        window.location.reload()
        // Nothing is shown in the language before.
        await new Promise(() => undefined)
      }
    } catch (error) {
      if (!isProblem(error) || error.status !== 401) throw error
      rememberSignedIn(null)
      forgetPerson()
      throw redirect({ to: '/sign-in', search: { next: location.href } })
    }
    await (counts ?? queryClient.prefetchQuery(queries.counts(desk)))
  },
  component: Shell,
})

const index = createRoute({
  getParentRoute: () => workspace,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/tickets' })
  },
})

const tickets = createRoute({
  getParentRoute: () => workspace,
  path: '/tickets',
  validateSearch: ticketSearch,
  component: lazyRouteComponent(() => import('./tickets/tickets-page.tsx'), 'TicketsPage'),
})

const noTicket = createRoute({
  getParentRoute: () => tickets,
  path: '/',
  component: lazyRouteComponent(() => import('./tickets/no-ticket.tsx'), 'NoTicket'),
})

const ticket = createRoute({
  getParentRoute: () => tickets,
  path: '$reference',
  component: lazyRouteComponent(() => import('./ticket/ticket-page.tsx'), 'TicketPage'),
})

const outbox = createRoute({
  getParentRoute: () => workspace,
  path: '/outbox',
  validateSearch: (search: Record<string, unknown>): { state?: string; mail?: string } => ({
    state: text(search.state),
    mail: text(search.mail),
  }),
  component: lazyRouteComponent(() => import('./outbox/outbox-page.tsx'), 'OutboxPage'),
})

const quarantine = createRoute({
  getParentRoute: () => workspace,
  path: '/quarantine',
  component: lazyRouteComponent(() => import('./outbox/quarantine-page.tsx'), 'QuarantinePage'),
})

const settings = createRoute({
  getParentRoute: () => workspace,
  path: '/settings/{-$section}',
  component: lazyRouteComponent(() => import('./settings/settings-page.tsx'), 'SettingsPage'),
})

const dev = createRoute({
  getParentRoute: () => workspace,
  path: '/dev',
  component: lazyRouteComponent(() => import('./dev/dev-page.tsx'), 'DevPage'),
})

export const router = createRouter({
  routeTree: root.addChildren([
    setup,
    signIn,
    workspace.addChildren([index, tickets.addChildren([noTicket, ticket]), outbox, quarantine, settings, dev]),
  ]),
  // Ids are digits: read as JSON, as the router would, "12" became a number and was written back in quotes.
  parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
  stringifySearch: (search) => queryString(search as Record<string, string>),
  scrollRestoration: false,
  defaultErrorComponent: PartError,
  defaultPendingMs: 150,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}
