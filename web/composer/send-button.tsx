import { ChevronDown } from 'lucide-react'
import { Button } from '../../ui/button.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { StatusDot } from '../../ui/marks.tsx'
import { Menu, MenuItem } from '../../ui/menu.tsx'
import { toast } from '../../ui/toast.tsx'
import { useActions } from '../actions/action-context.tsx'
import { labelOf, refusalOf } from '../actions/actions.ts'
import type { ShownTicket } from '../ticket/ticket-page.tsx'
import { useStatusSteps } from '../ticket/use-status-steps.ts'
import { localised, t } from '../words/index.ts'

type Props = {
  ticket: ShownTicket
  blocked: string | undefined
  busy: boolean
  usual: string | undefined
  onSend: (then?: string) => void
}

/** Reply and next status in one stroke: the button does what was done last on this desk, the menu what the lifecycle offers. */
export function SendButton({ ticket, blocked, busy, usual, onSend }: Props) {
  const { find } = useActions()
  const next = usual ? find('status', usual) : undefined
  const steps = useStatusSteps(ticket).flatMap(({ status, action }) => (action ? [{ status, action }] : []))
  return (
    <span className="flex">
      <Button kind="primary" refusal={blocked} busy={busy} onClick={() => onSend(usual)} className="rounded-r-none">
        {next ? t.composer.sendAnd(labelOf(next)) : t.composer.send}
        <span className="opacity-80 max-sm:hidden">
          <Kbd keys="Mod+Enter" className="[&_kbd]:border-current/30 [&_kbd]:bg-transparent [&_kbd]:text-current" />
        </span>
      </Button>
      <Menu
        align="end"
        side="top"
        label={t.composer.sendMenu}
        width="w-64"
        refusalHint={steps.some(({ action }) => !action.allowed) && t.refusalHint}
        trigger={
          <Button kind="primary" aria-label={t.composer.sendMenu} className="ml-px rounded-l-none px-1.5">
            <ChevronDown size={14} />
          </Button>
        }
      >
        <MenuItem refusal={blocked} onSelect={() => onSend()}>
          {t.composer.send}
        </MenuItem>
        {steps.map(({ status, action }) => (
          <MenuItem
            key={status.key}
            icon={<StatusDot colour={status.colour} hollow={status.category === 'waiting'} />}
            refusal={refusalOf(action) ?? blocked}
            onSelect={() => {
              if (action.allowed) onSend(status.key)
              else toast(refusalOf(action) ?? t.errors.refused, 'problem')
            }}
          >
            {t.composer.sendAnd(localised(status.label))}
          </MenuItem>
        ))}
      </Menu>
    </span>
  )
}
