import { named } from './helpers.ts'

export const dev = {
  dev: {
    title: 'Developer',
    text: 'Only while STATEDESK_DEV is set.',
    mail: 'Captured mail',
    noMail: 'No mail was sent yet.',
    send: 'Send a mail in',
    from: 'From',
    to: 'To',
    subject: 'Subject',
    body: 'Text',
    sendButton: 'Send through SMTP',
    sent: 'The mail was accepted',
    clock: 'Clock',
    clockText: (offset: string) => `The server’s clock is ${offset} ahead.`,
    clockNow: 'The server’s clock shows the true time.',
    move: named({ '3600': '+1 h', '86400': '+1 d', '604800': '+1 w' }),
    reset: 'Back to now',
    off: 'This page exists only on development servers.',
  },
}
