import { ChevronDown, Lock } from 'lucide-react'
import type { Colour } from '../../client/types.ts'
import { Button } from '../../ui/button.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { StatusDot } from '../../ui/marks.tsx'
import { Menu, MenuGroup, MenuItem, MenuSeparator } from '../../ui/menu.tsx'
import { toast } from '../../ui/toast.tsx'
import { useActions } from '../actions/action-context.tsx'
import { refusalOf } from '../actions/actions.ts'
import { t } from '../words/index.ts'
import type { SendChoice } from './send-choices.ts'

type Props = {
  choices: readonly SendChoice[]
  usual: SendChoice
  blocked: string | undefined
  busy: boolean
  onSend: (choice: SendChoice) => void
  onNote: () => void
  onResolveInternally: (reason: string) => void
}

const reasons = Object.entries(t.ask.reasons)

/** Reply and next status in one stroke: the button does what was done last on this desk, the menu is what the lifecycle offers. */
export function SendButton({ choices, usual, blocked, busy, onSend, onNote, onResolveInternally }: Props) {
  const { find } = useActions()
  const internally = find('resolve-internally')
  const note = find('note')
  const refused = [...choices.map((choice) => choice.refusal), internally && refusalOf(internally)].some(Boolean)
  return (
    <span className="ml-auto flex min-w-0">
      <Button kind="primary" refusal={blocked} busy={busy} onClick={() => onSend(usual)} className="min-w-0 rounded-r-none">
        <span className="truncate">{usual.label}</span>
        <span className="opacity-80 max-sm:hidden">
          <Kbd keys="Mod+Enter" className="[&_kbd]:border-current/30 [&_kbd]:bg-transparent [&_kbd]:text-current" />
        </span>
      </Button>
      <Menu
        align="end"
        side="top"
        label={t.composer.sendMenu}
        width="w-80"
        refusalHint={refused && t.refusalHint}
        trigger={
          <Button kind="primary" aria-label={t.composer.sendMenu} className="ml-px rounded-l-none px-1.5">
            <ChevronDown size={14} />
          </Button>
        }
      >
        {choices.map((choice) => (
          <MenuItem
            key={choice.key}
            icon={choice.status ? <StatusDot colour={choice.status.colour as Colour} hollow={choice.status.hollow} /> : undefined}
            keys={choice.key === 'resolve' ? 'Mod+Shift+Enter' : undefined}
            refusal={choice.refusal ?? blocked}
            onSelect={() => (choice.refusal ? void toast(choice.refusal, 'problem') : onSend(choice))}
          >
            {choice.label}
          </MenuItem>
        ))}
        {note ? (
          <>
            <MenuSeparator />
            <MenuItem icon={<Lock size={13} />} refusal={refusalOf(note)} onSelect={() => (note.allowed ? onNote() : undefined)}>
              {t.writing.asNote}
            </MenuItem>
          </>
        ) : null}
        {internally && !internally.allowed ? (
          <MenuItem refusal={refusalOf(internally)} onSelect={() => void toast(refusalOf(internally) ?? t.errors.refused, 'problem')}>
            {t.writing.resolveInternally}
          </MenuItem>
        ) : internally ? (
          <MenuGroup label={t.writing.resolveInternally}>
            {reasons.map(([reason, label]) => (
              <MenuItem key={reason} onSelect={() => onResolveInternally(reason)}>
                {label}
              </MenuItem>
            ))}
          </MenuGroup>
        ) : null}
      </Menu>
    </span>
  )
}
