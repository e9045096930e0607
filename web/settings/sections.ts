import { type ComponentType, lazy } from 'react'
import type { Permission } from '../session/me.ts'
import { t } from '../words/index.ts'

export interface Section {
  /** Its address: `/settings/<key>`. */
  readonly key: string
  readonly group: 'you' | 'workspace' | 'tickets' | 'system'
  readonly title: string
  readonly permission?: Permission
  readonly Content: ComponentType
}

export const groups: readonly { key: Section['group']; label: string }[] = [
  { key: 'you', label: t.settings.you },
  { key: 'workspace', label: t.settings.workspace },
  { key: 'tickets', label: t.settings.groups.tickets },
  { key: 'system', label: t.settings.groups.system },
]

const { sections: titles } = t.settings

/** Every page of the settings, in the order of the menu. Each is read when it is opened. */
export const sections: readonly Section[] = [
  { key: 'profile', group: 'you', title: titles.profile, Content: lazy(() => import('./profile-section.tsx')) },
  { key: 'notices', group: 'you', title: t.notices.section, Content: lazy(() => import('./notices-section.tsx')) },
  {
    key: 'signature',
    group: 'you',
    title: t.texts.sections.signature,
    Content: lazy(() => import('../texts/signature-section.tsx')),
  },
  {
    key: 'desks',
    group: 'workspace',
    title: titles.desks,
    permission: 'settings.manage',
    Content: lazy(() => import('./desks-section.tsx')),
  },
  {
    key: 'agents',
    group: 'workspace',
    title: titles.agents,
    permission: 'people.manage',
    Content: lazy(() => import('./agents-section.tsx')),
  },
  {
    key: 'teams',
    group: 'workspace',
    title: titles.teams,
    permission: 'people.manage',
    Content: lazy(() => import('./teams-section.tsx')),
  },
  {
    key: 'hours',
    group: 'workspace',
    title: t.hours.title,
    permission: 'settings.manage',
    Content: lazy(() => import('../sla/hours-section.tsx')),
  },
  {
    key: 'announcements',
    group: 'workspace',
    title: t.announcements.title,
    permission: 'settings.manage',
    Content: lazy(() => import('../announcements/announcements-section.tsx')),
  },
  {
    key: 'fields',
    group: 'tickets',
    title: t.forms.settings.fields,
    permission: 'settings.manage',
    Content: lazy(() => import('../forms/fields-settings.tsx')),
  },
  {
    key: 'categories',
    group: 'tickets',
    title: t.forms.settings.categories,
    permission: 'settings.manage',
    Content: lazy(() => import('../forms/categories-settings.tsx')),
  },
  {
    key: 'labels',
    group: 'tickets',
    title: titles.labels,
    permission: 'settings.manage',
    Content: lazy(() => import('./labels-section.tsx')),
  },
  {
    key: 'search-fields',
    group: 'tickets',
    title: t.finding.fieldsTitle,
    permission: 'settings.manage',
    Content: lazy(() => import('./search-fields-section.tsx')),
  },
  { key: 'canned', group: 'tickets', title: t.texts.sections.canned, Content: lazy(() => import('../texts/canned-section.tsx')) },
  { key: 'templates', group: 'tickets', title: t.texts.sections.templates, Content: lazy(() => import('../texts/templates-section.tsx')) },
  {
    key: 'mails',
    group: 'tickets',
    title: t.texts.sections.mails,
    permission: 'settings.manage',
    Content: lazy(() => import('../texts/mails-section.tsx')),
  },
  {
    key: 'words',
    group: 'tickets',
    title: t.texts.sections.words,
    permission: 'settings.manage',
    Content: lazy(() => import('../texts/words-section.tsx')),
  },
  {
    key: 'service-levels',
    group: 'tickets',
    title: t.levels.title,
    permission: 'settings.manage',
    Content: lazy(() => import('../sla/levels-section.tsx')),
  },
  {
    key: 'customer-information',
    group: 'tickets',
    title: t.info.title,
    permission: 'settings.manage',
    Content: lazy(() => import('../customer-info/info-section.tsx')),
  },
  { key: 'keys', group: 'system', title: titles.keys, permission: 'keys.manage', Content: lazy(() => import('./keys-section.tsx')) },
  {
    key: 'webhooks',
    group: 'system',
    title: t.hooks.title,
    permission: 'settings.manage',
    Content: lazy(() => import('../webhooks/webhooks-section.tsx')),
  },
  { key: 'log', group: 'system', title: t.log.title, permission: 'settings.manage', Content: lazy(() => import('./log/log-section.tsx')) },
]
