/** A hostile input or a fault, and what has to hold when it comes. */
export interface TrustCase {
  /** `A1` … `H9`, or `fault 11`. A test of it begins with this id and a colon, with the surface between them where it matters. */
  readonly id: string
  /** Has to hold before a release. */
  readonly starred: boolean
  readonly outcome: string
  /** Why it needs no test: `later`, since what it is about does not exist yet, or a sentence that says what holds instead. */
  readonly without?: string
}

const star = (id: string, outcome: string, without?: string): TrustCase => ({ id, starred: true, outcome, without })
const plain = (id: string, outcome: string, without?: string): TrustCase => ({ id, starred: false, outcome, without })

export const trustCases: readonly { title: string; cases: readonly TrustCase[] }[] = [
  {
    title: 'A. Mail: who writes, and where it belongs',
    cases: [
      star(
        'A1',
        'A forged reply to a living ticket is stored as unverified; its Cc joins nothing and is mailed nothing; the agent is warned.',
      ),
      star('A2', 'A stranger who names a ticket’s number never writes to it, and learns nothing of whether it exists.'),
      star('A3', 'Mail that claims to be an agent’s is never published as an agent’s reply and never passed on.'),
      plain('A4', 'A valid token in the hands of somebody else makes a message that waits; nothing changes until it is accepted.'),
      star(
        'A5',
        'The token of a closed, purged or merged ticket, or of a person who left, opens a follow-up or follows the chain; history is not quoted.',
      ),
      star(
        'A6',
        'Two senders, many senders, a name that looks like an address, an empty one: nobody, or the authenticated address, and the screen shows the address.',
      ),
      plain('A7', 'Recipients are read exactly as RFC 5321 does, or refused, in bounded time.'),
      star('A8', 'Bare line ends and dots inside DATA end nothing: exactly one mail.'),
      star('A9', 'Opening a ticket under another’s address shows nothing of that address’s mail without proof of the mailbox.', 'later'),
      star('A10', 'An account made in advance under another’s address is worth nothing once its owner comes.', 'later'),
      plain('A11', 'Results of authentication that came with the mail are believed only from servers that were named.'),
      plain('A12', 'A signature that is broken or covers only a part proves nothing.'),
    ],
  },
  {
    title: 'B. Mail out: abuse, loops, leaks',
    cases: [
      star('B1', 'Acknowledgements stop at their budgets; tickets are kept; an alarm is raised.', 'later'),
      star('B2', 'The first acknowledgement to an address nobody proved carries no text of its sender.'),
      star('B3', 'Mail that machines write is kept and marked; nothing is answered, reopened or surveyed because of it.'),
      star(
        'B4',
        'A responder without any mark gets so many automatic mails per hour, by ticket and by domain; then silence, and the log says so.',
      ),
      star('B5', 'Our own mail coming back opens and answers nothing.'),
      plain('B6', 'A bounce is noted with its delivery and its address, and is never answered.'),
      plain('B7', 'Rules that set each other off end after a bounded depth, each at most once per chain.', 'later'),
      star('B8', 'Line breaks and NUL in any field add no header and no recipient to a mail.'),
      star('B9', 'HTML in names and fields is plain text in every part of a mail.'),
      star('B10', 'Bcc, watchers and the staff’s own names stand in nothing a customer sees.'),
      plain('B11', 'One-click unsubscribing works by POST without a cookie; a scanner’s GET changes nothing.', 'later'),
    ],
  },
  {
    title: 'C. Hostile MIME and files',
    cases: [
      star('C1', 'Depth, number and length beyond measure take less than 2 s and 256 MB; the bytes are kept.'),
      star('C2', 'A mail over the limit, or one that trickles, is refused; nothing is left behind and nobody else waits.'),
      plain('C3', 'Archives are never unpacked.'),
      star('C4', 'A file’s name decides nothing about where it is kept, and is harmless in a header and on a page.'),
      star(
        'C5',
        'What could run in a browser is served as a download that cannot; only raster images proven by their content stand inline.',
      ),
      star('C6', 'Texts made to stall readers take at most a second per megabyte.'),
      star('C7', 'Wrong and broken character sets are stored with replacements; the bytes are kept.'),
      star('C8', 'A mail is a duplicate only if id and content are the same in one mailbox; everything else is kept.'),
      plain('C9', 'Mail stands where it arrived, whatever date it claims.'),
      star('C10', 'A mail that makes the reader fail waits in quarantine, visible, with its bytes; the next goes on.'),
    ],
  },
  {
    title: 'D. Stored script and content',
    cases: [
      star('D1', 'No payload in any field runs on any screen or in any mail.'),
      star('D2', 'Styles, forms, base addresses and refreshes are removed; no request leaves.'),
      star('D3', 'Nothing remote is loaded before consent, and nothing of our own is called with the reader’s cookie.'),
      plain('D4', 'Markup that changes its meaning when it is parsed again is as harmless.'),
      star('D5', 'A link in plain text goes where it says, or is none; it says noopener noreferrer nofollow.'),
      star('D6', 'Links in mails use the configured address, whatever Host says.', 'later'),
      plain('D7', 'What an agent quotes is cleaned again; another ticket’s file cannot be named.'),
    ],
  },
  {
    title: 'E. Authorisation and leakage',
    cases: [
      star(
        'E1',
        'Every route and verb answers each kind of caller as the written policy says; what one may not see is not found, in the same words as what does not exist.',
      ),
      star('E2', 'A file is served to who may see its ticket, by a link that lasts; anything else is not found.'),
      star('E3', 'Fields nobody asked for are refused, or change nothing.'),
      star('E4', 'Naming a ticket one cannot see is not found; who comes by a merge reads nothing older.'),
      star('E5', 'No search, filter, count or feed of a customer knows of an internal note.', 'later'),
      star('E6', 'An internal note is nowhere outside the staff, after whatever was done to its ticket.', 'later'),
      plain('E7', 'Times, scores, agents’ addresses and IPs are not in what customers read.'),
      star('E8', 'Metacharacters in filters, sorting and cursors are values or refused, never parts of a query, and take no longer.'),
      star('E9', 'After set-up nothing of it is there; health says nothing of the version.'),
      star('E10', 'A live stream ends within five seconds of the right to it.', 'later'),
      star('E11', 'Stored secrets are never read back, and are forgotten when they would go elsewhere.'),
      plain('E12', 'A draft that somebody else sends is theirs, in the mail and in the log.'),
      star('E13', 'What is sealed is read with the right to it only, and reading it is on record.'),
    ],
  },
  {
    title: 'F. Accounts, sessions, links',
    cases: [
      star('F1', 'A session id known before signing in is worth nothing afterwards.'),
      star('F2', 'After another password, role or a disabling every session and key is dead within five seconds.'),
      star('F3', 'A sign-in link is used once, by POST, within 15 minutes.', 'later'),
      star('F4', 'An invite link gives one participant the rights of one ticket, and says the same whatever is wrong with it.', 'later'),
      star('F5', 'Tokens have at least 128 bits and no structure, are kept as hashes and are bound to their scope.'),
      star('F6', 'Single sign-on binds by issuer and subject, and refuses what is unproven.', 'later'),
      star('F7', 'A known and an unknown address are answered alike, in the same time.'),
      star('F8', 'Guessing is stopped per account and per address, whatever addresses are claimed.'),
      star('F9', 'Another site cannot write with somebody’s cookie.'),
      plain('F10', 'Requests beyond measure are refused fast; nothing is polluted.'),
      star('F11', 'Cookies, frames, caches and redirects are held by the strictest rules that work.'),
      star('F12', 'The widget shows history to nobody without a signature of the site’s server.', 'later'),
    ],
  },
  {
    title: 'G. Requests of the server, and rendering',
    cases: [
      star('G1', 'Addresses inside are refused when saved and at each sending; the address checked is the one dialled; no redirects.'),
      star('G2', 'Everything that dials out goes by the same guard.'),
      star('G3', 'A slow, endless or broken receiver is cut off, tried again over days and switched off with notice.'),
      star('G4', 'Signatures verify as specified, refuse replays and changes, and overlap during rotation.'),
      star('G5', 'Printing and exporting reads nothing local or remote.', 'later'),
    ],
  },
  {
    title: 'H. Exports, templates, assistants, privacy, spam, surveys',
    cases: [
      star('H1', 'Cells that a spreadsheet would run are neutralised in CSV and exact in JSON.'),
      star('H2', 'Only listed variables are filled in, in one pass.'),
      star('H3', 'What a mail tells the assistant moves nothing.', 'later'),
      star('H4', 'No secret and no text of a message stands in logs, metrics or error pages.'),
      star('H5', 'What was erased is nowhere any more, and counters still agree.', 'later'),
      plain('H6', 'Only the staff teach the spam filter; unlearning is exact.', 'later'),
      plain('H7', 'A masked text stays masked on every path.'),
      star('H8', 'A survey is answered once; looking at it is no answer.', 'later'),
      star('H9', 'Of many at once one wins and the others are told; history stays linear.'),
    ],
  },
  {
    title: 'Faults',
    cases: [
      star('fault 1', 'Killed during DATA or an upload: no ticket, or a whole one; no file without an owner.'),
      star('fault 2', 'Killed after the commit and before the answer: the mail comes again and is kept once.'),
      star('fault 3', 'Killed before a mailbox was marked: the mail is fetched again and found to be here.'),
      star('fault 4', 'A mailbox that was renumbered or renamed: nothing lost, nothing doubled.'),
      star('fault 5', 'Killed after the final dot: uncertain, said so, sent at most twice.'),
      star('fault 6', 'A peer that stalls at the dot: as above, and nobody else waits.'),
      star('fault 7', 'A peer that says “later” for days: with growing pauses, up to five days, in order.'),
      star('fault 8', 'A peer that says no: not asked again; the ticket shows whom it refused.'),
      star('fault 9', 'TLS missing, stripped or wrong: nothing goes out in the clear, nothing is lost.'),
      star('fault 10', 'A DNS that fails: as if it were later; nothing is dropped.'),
      star('fault 11', 'The database restarts: requests answer 503 or succeed; nothing is half done.'),
      star('fault 12', 'The database cannot be reached: health says so, mail is told to come later, and it recovers within 30 s.'),
      star(
        'fault 13',
        'Failing over to a standby loses what the standby had not received.',
        'The bound is what the standby lags; run it synchronous where no loss is bearable.',
      ),
      star('fault 14', 'A full disk: intake says “later”, never yes; reading goes on; it resumes by itself.'),
      plain(
        'fault 15',
        'Damaged files are detected and never served silently.',
        'Files are rows of the database: run it with data checksums, as the embedded one is.',
      ),
      plain('fault 16', 'A slow object store leaves no row without its file.', 'There is no object store: a file commits with its row.'),
      plain('fault 17', 'Large mails in parallel with little memory: pressure back to the sender, no loop of crashes.'),
      plain('fault 18', 'Slow clients are bounded; the others do not notice.'),
      star('fault 19', 'A clock that jumps fires nothing early and nothing twice.'),
      star('fault 20', 'Local times mean local times, through every change of the zone.'),
      star('fault 21', 'Several processes at once: one does it.'),
      star('fault 22', 'What is scheduled twice happens once.'),
      star('fault 23', 'What is delivered twice is done once.'),
      plain('fault 24', 'What comes in the wrong order is joined; nothing is lost.'),
      plain('fault 25', 'What poisons a worker is put away after a few tries; its neighbours go on.'),
      plain('fault 26', 'Old and new code at once.', 'later'),
      plain('fault 27', 'Yesterday’s backup restored.', 'later'),
      plain('fault 28', 'A client that missed something catches up by position.'),
      plain('fault 29', 'A flood, and tickets and customers beyond measure: flat memory, fair, on time.'),
      plain('fault 30', 'No decision is taken from a replica.', 'There are no replicas: every query goes to the primary.'),
      plain('fault 31', 'Keys change or are lost: what was made with an unknown key is unproven, never an error.'),
      plain('fault 32', 'A lost index is built again to the same state.', 'later'),
    ],
  },
]
