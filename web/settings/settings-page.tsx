import { Link, useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { EmptyState } from '../../ui/states.tsx'
import { may, type Permission, useMe } from '../session/me.ts'
import { PageFrame } from '../shell/page-frame.tsx'
import { t } from '../words/index.ts'
import { AgentsSection } from './agents-section.tsx'
import { DesksSection } from './desks-section.tsx'
import { KeysSection } from './keys-section.tsx'
import { LabelsSection } from './labels-section.tsx'
import { ProfileSection } from './profile-section.tsx'
import { TeamsSection } from './teams-section.tsx'

type Section = keyof typeof t.settings.sections
const sections: Record<Section, () => ReactNode> = {
  profile: ProfileSection,
  desks: DesksSection,
  agents: AgentsSection,
  teams: TeamsSection,
  labels: LabelsSection,
  keys: KeysSection,
}
const needed: Partial<Record<Section, Permission>> = {
  desks: 'settings.manage',
  agents: 'people.manage',
  teams: 'people.manage',
  labels: 'settings.manage',
  keys: 'keys.manage',
}

export function SettingsPage() {
  const { section } = useParams({ strict: false })
  const me = useMe()
  const current: Section = section && section in sections ? (section as Section) : 'profile'
  const Content = sections[current]
  const permission = needed[current]
  const missing = permission && !may(me, permission) ? permission : undefined

  return (
    <PageFrame title={t.settings.title}>
      <div className="flex h-full flex-col md:flex-row">
        <nav
          aria-label={t.settings.title}
          className="flex shrink-0 gap-0.5 overflow-x-auto border-line p-2 max-md:border-b md:w-48 md:flex-col md:border-r md:p-3"
        >
          <NavGroup label={t.settings.you}>
            <NavLink section="profile" current={current} />
          </NavGroup>
          <NavGroup label={t.settings.workspace}>
            {Object.keys(needed).map((one) => (
              <NavLink key={one} section={one as Section} current={current} />
            ))}
          </NavGroup>
        </nav>
        <div className="scroll-quiet min-h-0 min-w-0 flex-1 overflow-y-auto">
          <div className="mx-auto max-w-[720px] px-4 py-5 md:px-8 md:py-7">
            {missing ? <EmptyState title={t.settings.sections[current]} text={t.settings.noPermission(missing)} /> : <Content />}
          </div>
        </div>
      </div>
    </PageFrame>
  )
}

function NavGroup({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex gap-0.5 md:mb-3 md:flex-col">
      <h2 className="px-2 pb-1 text-2xs text-fg-3 max-md:sr-only">{label}</h2>
      {children}
    </div>
  )
}

function NavLink({ section, current }: { section: Section; current: Section }) {
  return (
    <Link
      to="/settings/{-$section}"
      params={{ section }}
      aria-current={section === current ? 'page' : undefined}
      className="flex h-[30px] shrink-0 items-center rounded-[6px] px-2 text-fg-2 hover:bg-hover hover:text-fg aria-[current]:bg-pressed aria-[current]:font-semibold aria-[current]:text-fg"
    >
      {t.settings.sections[section]}
    </Link>
  )
}
