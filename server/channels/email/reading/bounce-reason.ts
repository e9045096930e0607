import type { BounceReason } from './types.ts'

// In this order: a full mailbox is often told with the code of an unknown user, and an unknown user by a filter's page.
const spoken: Array<[BounceReason, RegExp]> = [
  [
    'network',
    /try again later|temporary (?:lookup |dns |name )|host (?:or domain name )?not found, try again|error for name=\S+ type=\w+: host not found, try again/,
  ],
  [
    'mailbox_full',
    /over ?quota|quota.{0,25}(?:exceed|full|reached)|exceed.{0,30}quota|mailbox.{0,40}\bfull\b|mail ?box (?:is )?exceed|(?:user|inbox|account) is (?:full|over)|out of storage|not enough (?:storage|space)|insufficient (?:system )?(?:storage|disk)|exceeded storage|no space left|disk full|receiver over|over the (?:allowed )?quota|disk space limit|space has been used up|does not have enough space|mailfolder is full|full mailbox|too much mail data|too many messages on the server|boite .{0,20}pleine|buz[oó]n .{0,15}lleno|postfach .{0,15}voll|casella .{0,15}piena|ящик .{0,30}переполнен|已满|已滿|사서함.{0,20}(?:초과|가득)|容量|いっぱい|一杯/,
  ],
  ['moved', /no longer on server|has moved|no longer (?:here|in use|at this|valid|works)|not our customer|mailbox (?:was )?moved/],
  [
    'not_accepting',
    /does ?n[o']t accept (?:any )?(?:e-?)?mail|null mx|indicated no smtp service|no smtp service here|does not want|not accept(?:ing)? (?:e-?)?mail from (?:any|everyone)|host\/domain does not accept/,
  ],
  ['too_large', /(?:message|mail|size|content).{0,30}(?:too (?:large|big)|exceeds? .{0,30}(?:size|limit|maximum))|message size|too large/],
  ['spam', /\bspam\b|junk ?mail|looks like spam|content rejected|virus|malware|bulk mail/],
  [
    'blocked',
    /black ?list|block ?list|blocked|banned|spamhaus|sorbs|dnsbl|reputation|suspicious|reverse dns|\bptr\b|client host rejected|rate limit|too many (?:connections|recipients|messages)|frequency limited|greylist|rejecting connections|please use the smtp server|access denied, /,
  ],
  [
    'policy',
    /\bdmarc\b|\bspf\b|\bdkim\b|polic(?:y|ies)|authenticat|relay(?:ing)? (?:access )?(?:denied|not)|not permitted|not allowed|unauthenticated|sender address rejected|sender (?:was )?rejected|permission to post|security|unsolicited|purported responsible/,
  ],
  [
    'disabled',
    /(?:account|mailbox|user|address).{0,40}(?:disabled|suspended|inactive|discontinued|deactivated|locked|frozen|archived|restricted)|(?:disabled|inactive|suspended|deactivated) (?:account|user|mailbox)|user not active|suspend the service|boite .{0,20}archiv/,
  ],
  [
    'user_unknown',
    /user(?:\(s\))? (?:is )?(?:unknown|not (?:found|exist|known|listed))|unknown (?:user|recipient|address|local|mailbox|account)|no such (?:user|recipient|mailbox|address|person|account|name)|(?:invalid|bad|unknown|incorrect) (?:recipient|mailbox|address|user|destination|e-?mail)|recipient(?:s)?.{0,30}(?:not found|unknown|invalid|not exist|does not exist)|recipients? (?:was |is |were |has been )?rejected|recip(?:ient)?notfound|address rejected(?!: ?(?:mailer|internal|system|temporar|server|local|service))|(?:does|do|did) ?n[o']t (?:exist|have an? )|doesn't have a|mailbox (?:unavailable|not found|does not exist|not available|unknown)|not a (?:valid|known|registered) (?:user|mailbox|recipient|gateway|address)|couldn't be found|could not be found|wasn't found|no mailbox|account (?:not found|does not exist)|no longer available|destinataire invalide|utilisateur inconnu|no existe (?:dicha persona|ese usuario)|nessun utente|unbekannter (?:empf|benutz)|empf.nger unbekannt|usuario desconocido|destinat.rio inv.lido|no one (?:by that name|at this address)|(?:bad|valid)rcptto|badrecipientto|not present in directory|unknown virtual user|not a local address|no valid recipients|allowed rcpthosts|recipient not ok|addresses? w(?:as|ere) unknown|missing home directory|no longer accepts mail|non-?existent user|not (?:a )?recognized|recipientnotfound|用户不存在|不存在的用户|없는 (?:사용자|계정)|사용자를 찾을 수 없|存在しない|見つかりませ|存在しませ|not listed in|undeliverable address/,
  ],
  [
    'host_unknown',
    /host (?:unknown|not found|name lookup)|unknown host|host \S+ not found|couldn't find (?:a|any) (?:mail exchanger|host)|dns lookup failure: host|(?:domain|host)(?: name)? (?:not found|does not exist|is not reachable|not exist|unknown|lookup fail|couldn't be found)|no (?:such (?:domain|host)|mx|route to|valid host)|nxdomain|name (?:or )?service not known|name server.{0,20}(?:host|not found)|unrouteable|invalid (?:domain|host)|cannot resolve|domain is not reachable|bad destination (?:host|system)|illegal host|no a, aaaa, or mx/,
  ],
  [
    'delayed',
    /(?:delivery|message|mail).{0,30}(?:expired|time(?:d)? ?out|delayed)|too (?:long|old)|retry time|timed? ?out|could not be delivered (?:for|within)|not been able|will (?:keep|continue)|in the queue|deferred|max(?:imum)? (?:queue|retry|delivery)|expired|still being retried/,
  ],
  [
    'network',
    /connection|network|route|unreachable|too many hops|loop|dns|lookup|temporar|try again|service (?:currently )?(?:not available|unavailable)/,
  ],
]

const byStatus: Array<[RegExp, BounceReason]> = [
  [/^\d\.2\.2$/, 'mailbox_full'],
  [/^5\.1\.(?:1|0|3|4)$/, 'user_unknown'],
  [/^5\.1\.2$/, 'host_unknown'],
  [/^5\.1\.6$/, 'moved'],
  [/^5\.1\.10$/, 'user_unknown'],
  [/^5\.2\.1$/, 'disabled'],
  [/^\d\.(?:2\.3|3\.4)$/, 'too_large'],
  [/^\d\.7\.\d+$/, 'policy'],
  [/^\d\.4\.7$/, 'delayed'],
  [/^\d\.4\.\d+$/, 'network'],
]

/**
 * Why a mail came back: by what the server said, then by its code, since many servers send one code for everything. The texts are
 * asked in order, the surest first.
 */
export function reasonOf(texts: string[], status: string | null): BounceReason {
  for (const raw of texts) {
    const text = raw.slice(0, 2_000).toLowerCase().replace(/\s+/g, ' ')
    const reason = text === '' ? undefined : spoken.find(([, pattern]) => pattern.test(text))?.[0]
    if (reason) return isAboutSender(reason, status) ? 'policy' : reason
  }
  for (const [pattern, reason] of byStatus) if (status && pattern.test(status)) return reason
  return 'other'
}

// `5.7.x … address rejected: Access denied` is about the sender, not about who does not exist.
function isAboutSender(reason: BounceReason, status: string | null): boolean {
  return reason === 'user_unknown' && status !== null && /^5\.7\.(?!1$)/.test(status)
}

export type SmtpCommand = 'mail' | 'rcpt' | 'data'

const commandWords: Array<[SmtpCommand, RegExp]> = [
  [
    'rcpt',
    /in reply to rcpt|after rcpt|smtp:rcpt|(?:> ?){3}rcpt|during rcpt|\(state 1[34]\)|rcpt to:? ?<?[^>]{0,320}>?:? (?:failed|5\d\d|returned)/,
  ],
  ['data', /in reply to (?:end of )?data|after (?:end of )?data|at end of data|(?:> ?){3}data|during data|\(state 1[78]\)|end of message/],
  ['mail', /in reply to mail from|after mail from|(?:> ?){3}mail from|during mail from|smtp:mail|\(state 1[12]\)/],
]

/** At which command of the conversation (RFC 5321 §3.3) the mail was refused, if the report says so. */
export function refusedAt(text: string): SmtpCommand | null {
  const lower = text.slice(0, 30_000).toLowerCase().replace(/\s+/g, ' ')
  // Yahoo looks for the mailbox only after DATA.
  if (/doesn't have a \S{1,100} account/.test(lower)) return null
  let last: { command: SmtpCommand; at: number } | null = null
  for (const [command, pattern] of commandWords) {
    const at = pattern.exec(lower)?.index
    if (at !== undefined && (last === null || at < last.at)) last = { command, at }
  }
  return last?.command ?? null
}

/** What is said of a user at MAIL is about the sender, and after DATA, unless the status says the same, it is the excuse of a filter. */
export function reasonAt(reason: BounceReason, status: string | null, command: SmtpCommand | null): BounceReason {
  if (reason !== 'user_unknown') return reason
  return command === 'mail' || (command === 'data' && !/^[45]\.1\.1$/.test(status ?? '')) ? 'policy' : reason
}

/**
 * Writing again is pointless: nobody is there. RFC 3463: 5.2.x tells of a mailbox that exists and 5.3.x of its system, whatever
 * the words beside them, unless they answer RCPT; some large providers say "user unknown" there when a filter refused the mail.
 */
export function isHard(reason: BounceReason, status: string | null, command: SmtpCommand | null): boolean {
  if (reason === 'user_unknown' && status === '4.1.1') return true
  if (status?.startsWith('4')) return false
  if (status !== null && /^5\.(?:2\.(?!1$)|3\.)/.test(status) && command !== 'rcpt') return false
  return reason === 'user_unknown' || reason === 'host_unknown' || reason === 'moved' || reason === 'not_accepting'
}
