import { type ReactNode, useState } from 'react'
import { SelectField } from '../../ui/field.tsx'
import { mayLeave } from '../../ui/unsaved.ts'
import { useMe } from '../session/me.ts'
import { t } from '../words/index.ts'

/** The desk whose settings are shown; kept while one goes from page to page. */
let lastDesk: string | null = null

/** For a way from one page of a desk's settings to another. */
export function rememberDesk(id: string): void {
  lastDesk = id
}

/** Settings of one desk: which one, and where there are several the control that chooses it. */
export function useDeskChoice(className = 'w-56'): { desk: string; choice: ReactNode } {
  const me = useMe()
  const first = me.desks.find((desk) => desk.isDefault) ?? me.desks[0]
  const [chosen, setChosen] = useState(me.desks.some((desk) => desk.id === lastDesk) ? lastDesk : null)
  const desk = chosen ?? first?.id ?? ''
  const choice =
    me.desks.length > 1 ? (
      <SelectField
        className={className}
        label={t.fields.desk}
        value={desk}
        options={me.desks.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={async (event) => {
          const next = event.target.value
          if (!(await mayLeave())) return
          lastDesk = next
          setChosen(next)
        }}
      />
    ) : null
  return { desk, choice }
}

/** The choice above what it is made for. */
export function DeskChoice({ children }: { children: (desk: string) => ReactNode }) {
  const { desk, choice } = useDeskChoice('mb-5 sm:max-w-80')
  if (!desk) return <p className="text-fg-3">{t.texts.mails.noDesks}</p>
  return (
    <>
      {choice}
      {children(desk)}
    </>
  )
}
