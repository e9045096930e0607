import type { ReactNode } from 'react'
import { useState } from 'react'
import { SelectField } from '../../ui/field.tsx'
import { useMe } from '../session/me.ts'
import { t } from '../words/index.ts'

/** Settings of one desk: which one is chosen above them. */
export function DeskChoice({ children }: { children: (desk: string) => ReactNode }) {
  const { desks } = useMe()
  const [desk, setDesk] = useState(desks[0]?.id)
  if (!desk) return <p className="text-fg-3">{t.texts.mails.noDesks}</p>
  return (
    <>
      {desks.length > 1 ? (
        <SelectField
          className="mb-5 sm:max-w-80"
          label={t.texts.mails.desk}
          value={desk}
          options={desks.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(event) => setDesk(event.target.value)}
        />
      ) : null}
      {children(desk)}
    </>
  )
}
