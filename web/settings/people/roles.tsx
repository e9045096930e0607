import { useQuery } from '@tanstack/react-query'
import { Check, Minus } from 'lucide-react'
import type { Role } from '../../../client/types.ts'
import { queries } from '../../data/queries.ts'
import { may, useMe } from '../../session/me.ts'
import { t } from '../../words/index.ts'
import { Loaded, SectionHead } from '../section.tsx'

const words = t.people
type Permission = Role['permissions'][number]
const permissions = Object.keys(words.permissions) as Permission[]

export function roleName({ key, name }: { key: string; name: string }): string {
  return (words.roleNames as Record<string, string>)[key] ?? name
}

/** The roles there are. Until they are read, and for who may not read them, those that the product comes with. */
export function useRoleChoices(current?: { key: string; name: string }): { value: string; label: string }[] {
  const { data } = useQuery({ ...queries.roles(), enabled: may(useMe(), 'people.manage') })
  if (data) return data.items.map((role) => ({ value: role.key, label: roleName(role) }))
  const known = Object.entries(words.roleNames).map(([value, label]) => ({ value, label }))
  return current === undefined || current.key in words.roleNames ? known : [...known, { value: current.key, label: roleName(current) }]
}

/** What each role may do, side by side. */
export function Roles() {
  const roles = useQuery(queries.roles())
  return (
    <section className="mt-10">
      <SectionHead title={words.roles} text={words.rolesText} />
      <Loaded query={roles}>
        {({ items }) => (
          <div className="overflow-x-auto rounded-[10px] border border-line">
            <table className="w-full border-collapse">
              <thead>
                <tr className="border-b border-line text-xs text-fg-2">
                  <td />
                  {items.map((role) => (
                    <th key={role.key} scope="col" className="w-16 px-1 py-2 text-center font-semibold sm:w-24">
                      {roleName(role)}
                      <span className="block font-normal text-fg-3">{words.count(role.people)}</span>
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {permissions.map((permission) => (
                  <tr key={permission} className="border-b border-line last:border-0">
                    <th scope="row" className="min-w-36 px-3 py-1.5 text-left font-normal">
                      {words.permissions[permission]}
                    </th>
                    {items.map((role) => {
                      const may = role.permissions.includes(permission)
                      return (
                        <td key={role.key} className="px-2 py-1.5 text-center">
                          <span className="sr-only">{may ? words.may : words.mayNot}</span>
                          {may ? (
                            <Check size={14} aria-hidden className="inline text-green-text" />
                          ) : (
                            <Minus size={14} aria-hidden className="inline text-fg-3/60" />
                          )}
                        </td>
                      )
                    })}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Loaded>
    </section>
  )
}
