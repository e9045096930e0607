import { useQuery } from '@tanstack/react-query'
import { Braces } from 'lucide-react'
import { useState } from 'react'
import type { Variable } from '../../client/types.ts'
import { Button } from '../../ui/button.tsx'
import { Picker } from '../../ui/picker.tsx'
import { Popover } from '../../ui/popover.tsx'
import { t } from '../words/index.ts'
import { textQueries } from './text-queries.ts'

type Props = { onInsert: (variable: string) => void; fits?: (variable: Variable) => boolean }

/** The variables that may stand here, by their names in words. */
export function VariableMenu({ onInsert, fits = ({ name }) => name !== 'agent_text' }: Props) {
  const [open, setOpen] = useState(false)
  const variables = useQuery(textQueries.variables())
  return (
    <Popover
      label={t.texts.edit.variables}
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button kind="quiet" size="sm">
          <Braces size={15} />
          {t.texts.edit.variable}
        </Button>
      }
    >
      <Picker
        className="w-[min(360px,calc(100vw-24px))]"
        label={t.texts.edit.variables}
        placeholder={t.texts.edit.variables}
        choices={(variables.data?.items ?? []).filter(fits).map((variable) => ({
          id: variable.name,
          text: t.texts.variables[variable.name] ?? variable.name,
          detail: <span className="font-mono text-2xs">{`{{${variable.name}}}`}</span>,
        }))}
        onPick={({ id }) => {
          setOpen(false)
          onInsert(`{{${id}}}`)
        }}
        empty={t.texts.filtered}
      />
    </Popover>
  )
}
