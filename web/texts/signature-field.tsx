import { useRef } from 'react'
import { TextArea } from '../../ui/field.tsx'
import { t } from '../words/index.ts'
import { insertAtCursor } from './insert-at-cursor.ts'
import { VariableMenu } from './variable-menu.tsx'

/** The signature of a desk. */
export function SignatureField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const box = useRef<HTMLDivElement>(null)
  return (
    <div ref={box}>
      <TextArea
        label={t.texts.mails.signature}
        hint={t.texts.mails.signatureHint}
        rows={4}
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
