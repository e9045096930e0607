/**
 * The parts of the server in order. A part may call those above it, through their index.ts, and hears of the others
 * through events. The boundary check reads this list.
 */
export const modules: readonly string[] = [
  'access',
  'people',
  'lifecycles',
  'desks',
  'me',
  'messages/body',
  'messages',
  'outbox',
  'search',
  'tickets',
  'views',
  'feed',
  'notifications',
  'channels/email',
  'webhooks',
  'metrics',
  'setup',
  'operations',
  'demo',
  'dev',
]
