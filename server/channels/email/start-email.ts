import type { App } from '../../access/index.ts'
import { onDelivery } from '../../outbox/index.ts'
import { registerWork, type WakeHub } from '../../platform/jobs/index.ts'
import { StartProblem } from '../../platform/start-problem.ts'
import { noteDelivery } from '../../tickets/index.ts'
import { watchMailboxes } from './imap/watch-mailboxes.ts'
import { processRawMail } from './intake/process-raw-mail.ts'
import { relayOf } from './sending/relay.ts'
import { sendDueMail } from './sending/send-mail.ts'
import { forgetNoRelay } from './sending/way-out.ts'
import { type SmtpListenerOptions, startSmtpListener } from './smtp-listener.ts'

const readMails = (app: App, workspaceId: number, id: number) => processRawMail(app, workspaceId, id)
const sendMails = (app: App, workspaceId: number, id: number) => sendDueMail(app, workspaceId, id)

/** Says how stored mails are read and outgoing ones sent; before `startWork`. */
export function registerEmailWork(): void {
  registerWork('raw_mails', readMails, { parallel: 8 })
  registerWork('outbox', sendMails, { parallel: 10, forget: forgetNoRelay })
  onDelivery(logDelivery)
}

const logDelivery: Parameters<typeof onDelivery>[0] = (ctx, tx, change) => noteDelivery(ctx.app, tx, change)

export interface Email {
  /** Where mail is taken. */
  readonly port: number
  close(): Promise<void>
}

/** Opens the door for incoming mail and watches the IMAP mailboxes. What is due is worked by the loops of `startWork`. */
export async function startEmail(app: App, hub: Pick<WakeHub, 'onWake'>, options: SmtpListenerOptions = {}): Promise<Email> {
  checkRelay(app.config.smtpUrl)
  const listener = await startSmtpListener(app, options)
  const imap = watchMailboxes(app)
  const stopWaking = hub.onWake('imap', imap.wake)
  return {
    port: listener.port,
    async close() {
      stopWaking()
      await Promise.all([listener.close(), imap.close()])
    },
  }
}

/** A relay that cannot be used is said at the start, not in the ledger of every mail. */
function checkRelay(smtpUrl: string | null): void {
  if (smtpUrl === null) return
  try {
    relayOf(smtpUrl)
  } catch (error) {
    throw new StartProblem(`SMTP_URL cannot be used: ${(error as Error).message}`, 'Correct it and start again.', { cause: error })
  }
}
