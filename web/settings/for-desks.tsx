import { CheckField } from '../../ui/field.tsx'
import { formatList } from '../../ui/formats.ts'
import { useMe } from '../session/me.ts'
import { language } from '../words/index.ts'

type Props = { label: string; allLabel: string; desks: string[] | null; onChange: (desks: string[] | null) => void }

/** Says for which desks something is. */
export function useSayingDesks(allLabel: string): (desks: readonly string[] | null) => string {
  const me = useMe()
  return (desks) =>
    desks
      ? formatList(
          me.desks.filter(({ id }) => desks.includes(id)).map(({ name }) => name),
          language,
        )
      : allLabel
}

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
