import { plural } from './helpers.ts'

export const outbox = {
  outbox: {
    title: 'Outbox',
    text: 'Mail that this desk sends, and what became of it.',
    noRelay: 'No mail server is set up to send through, so mail waits here, readable and safe. Set SMTP_URL and restart to send it.',
    empty: 'Nothing is waiting',
    emptyText: 'Replies and notices appear here with what the other mail server said.',
    all: 'All',
    to: 'To',
    headers: 'Headers',
    retry: 'Try again now',
    retried: 'It is tried again now',
    attempts: (count: number) => plural(count, 'attempt', 'attempts'),
    nextAttempt: 'next attempt',
    open: 'Open mail',
    back: 'Back to the outbox',
    choose: 'Choose a mail to read it',
    errorTitle: 'The outbox could not be loaded',
  },
  quarantine: {
    title: 'Quarantine',
    text: 'Mail that was received but could not be read. Its bytes are kept; nothing is lost.',
    empty: 'The quarantine is empty',
    emptyText: 'Every mail so far could be read.',
    replay: 'Read it again',
    replayed: 'The mail was read and placed',
    errorTitle: 'The quarantine could not be loaded',
  },
}
