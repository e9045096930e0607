/** Every right a role can hold. Roles are data; this list is what they choose from. */
export const permissions = [
  'tickets.view_all',
  'tickets.create',
  'tickets.reply',
  'tickets.note',
  'tickets.edit',
  'tickets.assign',
  'tickets.change_status',
  'tickets.close_active',
  'tickets.snooze',
  'tickets.merge',
  'tickets.archive',
  'tickets.spam',
  'tickets.not_spam',
  'tickets.delete',
  'tickets.restore',
  'tickets.purge',
  'tickets.schedule_deletion',
  'messages.unmask',
  'messages.as_customer',
  'mail.replay',
  'tracker.report',
  'settings.manage',
  'people.manage',
  'keys.manage',
  'lifecycles.manage',
  'metrics.read',
] as const

export type Permission = (typeof permissions)[number]

const agent: readonly Permission[] = [
  'tickets.view_all',
  'tickets.create',
  'tickets.reply',
  'tickets.note',
  'tickets.edit',
  'tickets.assign',
  'tickets.change_status',
  'tickets.snooze',
  'tickets.merge',
  'tickets.archive',
  'tickets.spam',
  'tickets.delete',
  'tickets.restore',
]

/** The roles every workspace starts with. */
export const builtInRoles = [
  { key: 'admin', name: 'Admin', actsAs: 'admin', permissions },
  { key: 'agent', name: 'Agent', actsAs: 'agent', permissions: agent },
  { key: 'viewer', name: 'Viewer', actsAs: 'agent', permissions: ['tickets.view_all'] satisfies Permission[] },
] as const satisfies readonly { key: string; name: string; actsAs: 'agent' | 'admin'; permissions: readonly Permission[] }[]
