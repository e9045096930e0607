import type { BounceReason } from './types.ts'

// In this order: a full mailbox is often told with the code of an unknown user, and an unknown user by a filter's page.
const spoken: Array<[BounceReason, RegExp]> = [
  [
    'network',
    /try again later|temporary (?:lookup |dns |name )|host (?:or domain name )?not found, try again|error for name=\S+ type=\w+: host not found, try again/,
  ],
  [
    'mailbox_full',
    /over ?quota|quota.{0,25}(?:exceed|full|reached)|exceed.{0,30}quota|mailbox.{0,40}\bfull\b|mail ?box (?:is )?exceed|(?:user|inbox|account) is (?:full|over)|out of storage|not enough (?:storage|space)|insufficient (?:system )?(?:storage|disk)|exceeded storage|no space left|disk full|receiver over|容量|いっぱい|一杯/,
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
    /(?:account|mailbox|user|address).{0,40}(?:disabled|suspended|inactive|discontinued|deactivated|locked)|(?:disabled|inactive|suspended) (?:account|user|mailbox)/,
  ],
  [
    'user_unknown',
    /user(?:\(s\))? (?:is )?(?:unknown|not (?:found|exist|known|listed))|unknown (?:user|recipient|address|local|mailbox|account)|no such (?:user|recipient|mailbox|address|person|account|name)|(?:invalid|bad|unknown|incorrect) (?:recipient|mailbox|address|user|destination|e-?mail)|recipient(?:s)?.{0,30}(?:not found|unknown|invalid|not exist|does not exist|rejected)|recip(?:ient)?notfound|address rejected|(?:does|do|did) ?n[o']t (?:exist|have an? )|doesn't have a|mailbox (?:unavailable|not found|does not exist|not available|unknown)|not a (?:valid|known|registered) (?:user|mailbox|recipient|gateway|address)|couldn't be found|could not be found|wasn't found|no mailbox|account (?:not found|does not exist)|unrouteable address|no longer available|destinataire invalide|見つかりませ|存在しませ|not listed in|undeliverable address/,
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

/**
 * Writing again is pointless: nobody is there. RFC 3463: 5.2.x tells of a mailbox that exists and 5.3.x of its system, whatever
 * the words beside them; some large providers say "user unknown" there when a filter refused the mail.
 */
export function isHard(reason: BounceReason, status: string | null): boolean {
  if (status !== null && (status.startsWith('4') || /^5\.(?:2\.(?!1$)|3\.)/.test(status))) return false
  return reason === 'user_unknown' || reason === 'host_unknown' || reason === 'moved' || reason === 'not_accepting'
}
