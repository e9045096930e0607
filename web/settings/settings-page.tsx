import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { type ReactNode, Suspense } from 'react'
import { EmptyState } from '../../ui/states.tsx'
import { may, useMe } from '../session/me.ts'
import { PageFrame } from '../shell/page-frame.tsx'
import { t } from '../words/index.ts'
import { LoadingRows } from './section.tsx'
import { groups, type Section, sections } from './sections.ts'

export function SettingsPage() {
  const { section } = useParams({ strict: false })
  const me = useMe()
  const current = sections.find((one) => one.key === section) ?? (sections[0] as Section)
  const missing = current.permission && !may(me, current.permission) ? current.permission : undefined

  return (
    <PageFrame title={t.settings.title}>
      <div className="flex h-full flex-col md:flex-row">
        <nav
          aria-label={t.settings.title}
          className="scroll-quiet shrink-0 overflow-y-auto border-line px-4 py-2 max-md:border-b md:w-48 md:border-r md:px-2 md:py-3"
        >
          <PageChoice current={current} />
          {groups.map((group) => (
            <NavGroup key={group.key} label={group.label}>
              {sections
                .filter((one) => one.group === group.key)
                .map((one) => (
                  <NavLink key={one.key} section={one} current={one === current} />
                ))}
            </NavGroup>
          ))}
        </nav>
        <div className="scroll-quiet min-h-0 min-w-0 flex-1 overflow-y-auto">
          <div className="mx-auto max-w-[720px] px-4 py-5 md:px-8 md:py-7">
            {missing ? (
              <EmptyState title={current.title} text={t.settings.noPermission(missing)} />
            ) : (
              <Suspense key={current.key} fallback={<LoadingRows />}>
                <current.Content />
              </Suspense>
            )}
          </div>
        </div>
      </div>
    </PageFrame>
  )
}

/** On a phone the menu is the system's own list of pages. */
function PageChoice({ current }: { current: Section }) {
  const navigate = useNavigate()
  return (
    <select
      aria-label={t.settings.page}
      value={current.key}
      onChange={(event) => void navigate({ to: '/settings/{-$section}', params: { section: event.target.value } })}
      className="field h-9 md:hidden"
    >
      {groups.map((group) => (
        <optgroup key={group.key} label={group.label}>
          {sections
            .filter((one) => one.group === group.key)
            .map((one) => (
              <option key={one.key} value={one.key}>
                {one.title}
              </option>
            ))}
        </optgroup>
      ))}
    </select>
  )
}

function NavGroup({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="mb-3 flex flex-col gap-0.5 max-md:hidden">
      <h2 className="px-2 pb-1 text-2xs text-fg-3">{label}</h2>
      {children}
    </div>
  )
}

function NavLink({ section, current }: { section: Section; current: boolean }) {
  return (
    <Link
      to="/settings/{-$section}"
      params={{ section: section.key }}
      aria-current={current ? 'page' : undefined}
      className="flex min-h-[30px] items-center rounded-[6px] px-2 text-fg-2 hover:bg-hover hover:text-fg aria-[current]:bg-pressed aria-[current]:font-semibold aria-[current]:text-fg"
    >
      {section.title}
    </Link>
  )
}
