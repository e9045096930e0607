import type { ComponentProps, FormEvent, ReactNode } from 'react'
import { DialogBody } from '../../ui/dialog.tsx'
import { FormFoot } from './form-foot.tsx'

type Props = Pick<ComponentProps<typeof FormFoot>, 'action' | 'busy' | 'problem' | 'onClose'> & {
  onSubmit: () => void
  gap?: 'gap-3' | 'gap-4'
  children: ReactNode
}

/** What an action asks for, above its buttons. Ctrl+Enter does it from any field. */
export function ActForm({ action, busy, problem, onClose, onSubmit, gap = 'gap-3', children }: Props) {
  const submit = (event: Pick<FormEvent, 'preventDefault'>) => {
    event.preventDefault()
    onSubmit()
  }
  return (
    <form
      noValidate
      onSubmit={submit}
      className="flex min-h-0 flex-col"
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) submit(event)
      }}
    >
      <DialogBody className={`flex flex-col ${gap}`}>{children}</DialogBody>
      <FormFoot action={action} busy={busy} problem={problem} onClose={onClose} />
    </form>
  )
}
