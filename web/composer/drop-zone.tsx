import { type ReactNode, useState } from 'react'
import { classes } from '../../ui/classes.ts'

type Props = { label: string; onFiles: (files: File[]) => void; children: ReactNode }

/** Files dropped anywhere on the composer are attached; the text box itself takes pictures in. */
export function DropZone({ label, onFiles, children }: Props) {
  const [dropping, setDropping] = useState(false)
  return (
    <div
      role="group"
      aria-label={label}
      className={classes('relative', dropping && 'rounded-[10px] outline-2 outline-focus outline-dashed')}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes('Files')) return
        event.preventDefault()
        setDropping(true)
      }}
      onDragLeave={(event) => event.currentTarget.contains(event.relatedTarget as Node) || setDropping(false)}
      onDropCapture={() => setDropping(false)}
      onDrop={(event) => {
        event.preventDefault()
        onFiles([...event.dataTransfer.files])
      }}
    >
      {children}
    </div>
  )
}
