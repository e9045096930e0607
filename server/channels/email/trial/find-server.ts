import { checkHost, type Guard } from '../../../platform/outgoing/index.ts'
import { Fault } from './trial.ts'

/** Looks a server up as every connection to it does, and says in words why it may not be dialled. */
export async function findServer(guard: Guard, server: { host: string; port: number; protocol: 'imap' | 'smtp' }) {
  const checked = await checkHost(guard, server)
  if (checked.ok) return checked
  const facts = { host: server.host }
  if (checked.reason === 'port') throw new Fault('port_refused', null, { facts })
  throw new Fault(checked.reason === 'address_refused' ? 'address_refused' : 'name_not_found', null, { facts })
}

/** What a refused sign-in is about, from what large providers answer. */
export function signInFault(said: string): Fault {
  // 5.7.139 “basic authentication is disabled” and its like: a password is never taken here, only a token.
  if (/oauth|basic auth\S* (is )?disabled|5\.7\.139|AADSTS/i.test(said)) return new Fault('oauth_wanted', said)
  if (/app(lication)?[- ]specific password|app password|5\.7\.9|InvalidSecondFactor/i.test(said))
    return new Fault('app_password_wanted', said)
  return new Fault('sign_in_refused', said)
}
