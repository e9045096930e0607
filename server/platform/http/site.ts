import type { FastifyRequest } from 'fastify'
import { AppError } from '../errors/index.ts'

/** Where this installation is reached. Links in mails use `publicUrl` only, never a header of a request. */
export interface Site {
  readonly publicUrl: string | null
  /** STATEDESK_INSECURE_HTTP=1: sessions over plain http, on one's own responsibility. */
  readonly insecureHttp: boolean
}

const secureCookie = '__Host-statedesk'
const insecureCookie = 'statedesk'

/**
 * The session cookie for this request, or null where no session is given: on plain http, except on this very machine.
 * A proxy that ends TLS without telling us is recognised by the public address.
 */
export function sessionCookie(site: Site, request: FastifyRequest): { name: string; secure: boolean } | null {
  if (isSecure(site, request) || isLoopback(request.hostname)) return { name: secureCookie, secure: true }
  return site.insecureHttp ? { name: insecureCookie, secure: false } : null
}

export function isSecure(site: Site, request: FastifyRequest): boolean {
  if (request.protocol === 'https') return true
  const own = site.publicUrl === null ? null : new URL(site.publicUrl)
  return own?.protocol === 'https:' && own.host === request.host
}

export function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    hostname === '::1' ||
    /^127(\.\d{1,3}){3}$/.test(hostname)
  )
}

/** Refuses what another site made a browser send: the browser says so in `Origin` and `Sec-Fetch-Site`. */
export function assertSameSite(site: Site, request: FastifyRequest): void {
  const { origin, 'sec-fetch-site': fetchSite } = request.headers
  if (origin !== undefined && !isOwnOrigin(site, request, origin)) throw new AppError('csrf_failed')
  if (fetchSite !== undefined && fetchSite !== 'same-origin') throw new AppError('csrf_failed')
}

/** The header that no form and no foreign page can set without asking first (CORS preflight, which we never grant). */
export function assertOwnPage(site: Site, request: FastifyRequest): void {
  if (request.headers['x-statedesk'] !== '1') throw new AppError('csrf_failed')
  assertSameSite(site, request)
}

function isOwnOrigin(site: Site, request: FastifyRequest, origin: string): boolean {
  if (site.publicUrl !== null && origin === new URL(site.publicUrl).origin) return true
  return origin === `http://${request.host}` || origin === `https://${request.host}`
}

export function changesSomething(method: string): boolean {
  return method !== 'GET' && method !== 'HEAD' && method !== 'OPTIONS'
}
