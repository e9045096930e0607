import type { Lifecycle } from '../types.ts'
import { contactCenter } from './contact-center.ts'
import { inbox } from './inbox.ts'
import { live } from './live.ts'
import { signOff } from './sign-off.ts'
import { support } from './support.ts'

/**
 * The lifecycles every installation starts with, by key. Desks pick one; admins copy one to make their own.
 *
 * @example
 * const lifecycle = builtInLifecycles['contact-center']
 */
export const builtInLifecycles: Readonly<Record<string, Lifecycle>> = {
  inbox,
  live,
  'contact-center': contactCenter,
  support,
  'sign-off': signOff,
}

/** What a new desk uses when nobody picks. */
export const defaultLifecycleKey = 'support'

export { contactCenter, inbox, live, signOff, support }
