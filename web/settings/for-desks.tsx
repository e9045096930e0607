import { CheckField } from '../../ui/field.tsx'
import { useMe } from '../session/me.ts'

type Props = { label: string; allLabel: string; desks: string[] | null; onChange: (desks: string[] | null) => void }

/** For which desks something is. Null: for all, also those that are opened later. */
export function ForDesks({ label, allLabel, desks, onChange }: Props) {
  const me = useMe()
  const all = me.desks.map(({ id }) => id)
  const turn = (id: string, on: boolean) => {
    const chosen = (desks ?? all).filter((one) => one !== id).concat(on ? [id] : [])
    onChange(chosen.length ? chosen : null)
  }
  return (
    <fieldset>
      <legend className="mb-1 text-xs font-semibold text-fg-2">{label}</legend>
      <CheckField label={allLabel} checked={desks === null} onChange={(event) => onChange(event.target.checked ? null : all)} />
      {desks === null
        ? null
        : me.desks.map((desk) => (
            <div key={desk.id} className="pl-6">
              <CheckField label={desk.name} checked={desks.includes(desk.id)} onChange={(event) => turn(desk.id, event.target.checked)} />
            </div>
          ))}
    </fieldset>
  )
}
