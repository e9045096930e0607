import { Button } from '../../ui/button.tsx'
import { DialogFoot } from '../../ui/dialog.tsx'
import { t } from '../words/index.ts'
import type { ActFormProps } from './action-dialog.tsx'
import { labelOf } from './actions.ts'

type Props = Pick<ActFormProps, 'action' | 'busy' | 'problem' | 'onClose'> & {
  blocked?: string | undefined
  danger?: boolean
  label?: string
  /** A window without fields puts the focus here: on the act, or on Cancel where the act cannot be taken back. */
  focus?: boolean
}

export function FormFoot({ action, busy, problem, onClose, blocked, danger, label, focus }: Props) {
  return (
    <>
      {problem ? (
        <p role="alert" className="mx-5 mb-3 rounded-[6px] bg-red-fill px-3 py-2 text-red-text">
          {problem}
        </p>
      ) : null}
      <DialogFoot>
        <Button kind="quiet" autoFocus={focus && danger} onClick={onClose}>
          {t.cancel}
        </Button>
        <Button type="submit" kind={danger ? 'danger' : 'primary'} busy={busy} refusal={blocked} autoFocus={focus && !danger}>
          {label ?? t.ask.buttons[action.action] ?? t.transfers.buttons[action.action] ?? labelOf(action)}
        </Button>
      </DialogFoot>
    </>
  )
}
