import { admin } from './admin.ts'
import { ask } from './ask.ts'
import { attaching } from './attaching.ts'
import { bulk } from './bulk.ts'
import { common } from './common.ts'
import { composer } from './composer.ts'
import { customerInfo } from './customer-info.ts'
import { dashboard } from './dashboard.ts'
import { deskMails } from './desk-mails.ts'
import { deskSetup } from './desk-setup.ts'
import { dev } from './dev.ts'
import { drafting } from './drafting.ts'
import { eventNames } from './event-names.ts'
import { finding } from './finding.ts'
import { forms } from './forms.ts'
import { keeping } from './keeping.ts'
import { lines } from './lines.ts'
import { list } from './list.ts'
import { maskingWords } from './masking.ts'
import { offline } from './offline.ts'
import { notices } from './notices.ts'
import { outbox } from './outbox.ts'
import { profile } from './profile.ts'
import { session } from './session.ts'
import { settings } from './settings.ts'
import { settingsSaid } from './settings-said.ts'
import { shell } from './shell.ts'
import { sla } from './sla.ts'
import { texts } from './texts.ts'
import { ticket } from './ticket.ts'
import { transfers } from './transfers.ts'
import { unsaved } from './unsaved.ts'
import { writing } from './writing.ts'
import { writingFirst } from './writing-first.ts'

/** The words of the screens in English: plain, short, verbs on buttons, and what to do next in every error. */
export const words = {
  ...admin,
  ...ask,
  ...attaching,
  ...bulk,
  ...common,
  ...composer,
  ...customerInfo,
  ...dashboard,
  ...deskMails,
  ...deskSetup,
  ...dev,
  ...drafting,
  ...eventNames,
  ...finding,
  ...forms,
  ...keeping,
  ...lines,
  ...list,
  ...maskingWords,
  ...offline,
  ...notices,
  ...outbox,
  ...profile,
  ...session,
  ...settings,
  ...settingsSaid,
  ...shell,
  ...sla,
  ...texts,
  ...ticket,
  ...transfers,
  ...unsaved,
  ...writing,
  ...writingFirst,
}
