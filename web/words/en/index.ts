import { ask } from './ask.ts'
import { common } from './common.ts'
import { composer } from './composer.ts'
import { dev } from './dev.ts'
import { list } from './list.ts'
import { notices } from './notices.ts'
import { outbox } from './outbox.ts'
import { session } from './session.ts'
import { settings } from './settings.ts'
import { shell } from './shell.ts'
import { ticket } from './ticket.ts'
import { writing } from './writing.ts'

/** The words of the screens in English: plain, short, verbs on buttons, and what to do next in every error. */
export const words = {
  ...ask,
  ...common,
  ...composer,
  ...dev,
  ...list,
  ...notices,
  ...outbox,
  ...session,
  ...settings,
  ...shell,
  ...ticket,
  ...writing,
}
