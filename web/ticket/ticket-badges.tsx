import { ChevronDown, CircleCheck, Plus } from 'lucide-react'
import type { ReactNode } from 'react'
import { Avatar } from '../../ui/avatar.tsx'
import { classes } from '../../ui/classes.ts'
import { Chip, PriorityIcon, StatusDot } from '../../ui/marks.tsx'
import { ActionButton } from '../actions/action-button.tsx'
import { usePriorityName } from '../forms/form.ts'
import { labelled, localised, t } from '../words/index.ts'
import { AssigneePicker } from './assign-list.tsx'
import { LabelPicker } from './label-picker.tsx'
import { PriorityMenu, StatusMenu } from './property-menus.tsx'
import type { ShownTicket } from './ticket-page.tsx'

/** Status, priority, assignee and, where no details stand beside them, labels under the title, each its own menu. */
export function TicketBadges({ ticket, withLabels }: { ticket: ShownTicket; withLabels: boolean }) {
  const priorityName = usePriorityName(ticket.desk)
  return (
    <div className="flex flex-wrap items-center gap-1 px-3 pt-1 pb-2 md:pl-4">
      <StatusMenu
        ticket={ticket}
        trigger={
          <Badge label={labelled(t.fields.status, localised(ticket.status.label))}>
            <StatusDot colour={ticket.status.colour} hollow={ticket.status.category === 'waiting'} />
            {localised(ticket.status.label)}
          </Badge>
        }
      />
      <PriorityMenu
        ticket={ticket}
        trigger={
          <Badge label={labelled(t.fields.priority, priorityName(ticket.priority))}>
            <PriorityIcon priority={ticket.priority} />
            {priorityName(ticket.priority)}
          </Badge>
        }
      />
      <AssigneePicker
        ticket={ticket}
        trigger={
          <Badge label={labelled(t.fields.assignee, ticket.assignee?.name ?? t.list.unassigned)}>
            {ticket.assignee ? (
              <Avatar name={ticket.assignee.name} hue={ticket.assignee.avatarHue} size={16} />
            ) : (
              <span className="size-4 rounded-full border border-dashed border-control" />
            )}
            <span className={ticket.assignee ? '' : 'text-fg-3'}>{ticket.assignee?.name ?? t.list.unassigned}</span>
          </Badge>
        }
      />
      {withLabels ? (
        <LabelPicker
          ticket={ticket}
          trigger={
            <button
              type="button"
              className="flex h-7 items-center gap-1 rounded-[6px] px-1.5 text-fg-3 transition-colors hover:bg-hover hover:text-fg data-[popup-open]:bg-hover"
            >
              <span className="sr-only">{t.fields.labels} </span>
              {ticket.labels.slice(0, 3).map((label) => (
                <Chip key={label.id} hue={label.colour}>
                  {label.name}
                </Chip>
              ))}
              {ticket.labels.length > 3 ? <span className="text-2xs">+{ticket.labels.length - 3}</span> : null}
              {ticket.labels.length === 0 ? (
                <>
                  <Plus size={13} />
                  <span className="text-xs">{t.ticket.addLabel}</span>
                </>
              ) : null}
            </button>
          }
        />
      ) : null}
      <div className="ml-auto flex items-center gap-1.5">
        <ActionButton action="resolve" size="sm" icon={<CircleCheck size={14} />} hideRefused />
      </div>
    </div>
  )
}

function Badge({ label, children, ...rest }: { label: string; children: ReactNode; className?: string }) {
  return (
    <button
      type="button"
      aria-label={label}
      {...rest}
      className={classes(
        'flex h-7 max-w-56 items-center gap-1.5 rounded-[6px] px-1.5 transition-colors hover:bg-hover data-[popup-open]:bg-hover',
        rest.className,
      )}
    >
      <span className="flex min-w-0 items-center gap-1.5 truncate">{children}</span>
      <ChevronDown size={12} className="shrink-0 text-fg-3" />
    </button>
  )
}
