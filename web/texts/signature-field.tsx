import { useRef } from 'react'
import { TextArea } from '../../ui/field.tsx'
import { insertAtCursor } from './insert-at-cursor.ts'
import { VariableMenu } from './variable-menu.tsx'

type Props = { label: string; hint: string; rows?: number; value: string; onChange: (value: string) => void }

/** The signature of a desk or a person, with the variables that fit into one. */
export function SignatureField({ label, hint, rows = 4, value, onChange }: Props) {
  const box = useRef<HTMLDivElement>(null)
  return (
    <div ref={box}>
      <TextArea
        label={label}
        hint={hint}
        rows={rows}
        dir="auto"
        maxLength={5000}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      <div className="-ml-2">
        <VariableMenu
          fits={({ inSignatures }) => inSignatures}
          onInsert={(variable) => onChange(insertAtCursor(box.current?.querySelector('textarea'), value, variable))}
        />
      </div>
    </div>
  )
}
