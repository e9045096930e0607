import type { ReactElement } from 'react'
import type { Priority } from '../../client/types.ts'
import { PriorityIcon, StatusDot } from '../../ui/marks.tsx'
import { Menu, MenuItem } from '../../ui/menu.tsx'
import { toast } from '../../ui/toast.tsx'
import { useActions } from '../actions/action-context.tsx'
import { refusalOf } from '../actions/actions.ts'
import { typeName, useForm, usePriorityName } from '../forms/form.ts'
import { localised, t } from '../words/index.ts'
import { useOpenMenu } from './open-menu.ts'
import type { ShownTicket } from './ticket-page.tsx'
import { useChange } from './use-change.ts'
import { useRefusal } from './use-refusal.ts'
import { useStatusSteps } from './use-status-steps.ts'

type Props = { ticket: ShownTicket; trigger: ReactElement; place?: string }

export function StatusMenu({ ticket, trigger, place = 'head' }: Props) {
  const { run } = useActions()
  const menu = useOpenMenu(`status ${place}`)
  const steps = useStatusSteps(ticket)
  return (
    <Menu
      trigger={trigger}
      label={t.fields.status}
      refusalHint={steps.some(({ action }) => action && !action.allowed) && t.refusalHint}
      width="w-64"
      {...menu}
    >
      {steps.map(({ status, action }) => (
        <MenuItem
          key={status.key}
          icon={<StatusDot colour={status.colour} hollow={status.category === 'waiting'} />}
          checked={!action}
          refusal={action && refusalOf(action)}
          onSelect={() => action && run(action)}
        >
          {localised(status.label)}
        </MenuItem>
      ))}
      {steps.some(({ action }) => action) ? null : <p className="px-2.5 py-2 text-fg-3">{t.ticket.noStatusChange}</p>}
    </Menu>
  )
}

const priorities: Priority[] = ['urgent', 'high', 'normal', 'low']

export function PriorityMenu({ ticket, trigger, place = 'head' }: Props) {
  const change = useChange(ticket.reference)
  const menu = useOpenMenu(`priority ${place}`)
  const refusal = useRefusal('priority')
  const priorityName = usePriorityName(ticket.desk)
  return (
    <Menu trigger={trigger} label={t.fields.priority} refusalHint={refusal && t.refusalHint} {...menu}>
      {priorities.map((priority) => (
        <MenuItem
          key={priority}
          icon={<PriorityIcon priority={priority} />}
          checked={priority === ticket.priority}
          refusal={refusal}
          onSelect={() => {
            if (refusal) toast(refusal, 'problem')
            else if (priority !== ticket.priority) change.mutate({ priority })
          }}
        >
          {priorityName(priority)}
        </MenuItem>
      ))}
    </Menu>
  )
}

export function TypeMenu({ ticket, trigger, place = 'side' }: Props) {
  const change = useChange(ticket.reference)
  const menu = useOpenMenu(`type ${place}`)
  const refusal = useRefusal('type')
  const form = useForm(ticket.desk)
  const types = (form?.types ?? []).filter((type) => !type.retired || type.key === ticket.type).map((type) => type.key)
  return (
    <Menu trigger={trigger} label={t.fields.type} refusalHint={refusal && t.refusalHint} {...menu}>
      {types.map((type) => (
        <MenuItem
          key={type}
          checked={type === ticket.type}
          refusal={refusal}
          onSelect={() => {
            if (refusal) toast(refusal, 'problem')
            else if (type !== ticket.type) change.mutate({ type })
          }}
        >
          {typeName(form, type)}
        </MenuItem>
      ))}
    </Menu>
  )
}
