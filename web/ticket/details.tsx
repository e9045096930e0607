import { Plus } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { Avatar } from '../../ui/avatar.tsx'
import { classes } from '../../ui/classes.ts'
import { Chip, PriorityIcon, StatusDot } from '../../ui/marks.tsx'
import { CategoryPicker } from '../forms/category-field.tsx'
import { categoryPath, typeName, useForm, usePriorityName } from '../forms/form.ts'
import { useDesk } from '../session/me.ts'
import { SlaBanner } from '../sla/sla-banner.tsx'
import { ToolList } from '../tools/tool-list.tsx'
import { localised, t } from '../words/index.ts'
import { AssigneePicker } from './assign-list.tsx'
import { CustomerSection } from './customer-section.tsx'
import { DatesSection } from './dates-section.tsx'
import { Row, Section, Value } from './details-parts.tsx'
import { LabelPicker } from './label-picker.tsx'
import { PriorityMenu, StatusMenu, TypeMenu } from './property-menus.tsx'
import type { ShownTicket } from './ticket-page.tsx'

const FieldsSection = lazy(() => import('../forms/fields-section.tsx'))

/** The right bar: everything about the ticket that is not its conversation. */
export function Details({ ticket, beside = false }: { ticket: ShownTicket; beside?: boolean }) {
  const desk = useDesk(ticket.desk)
  const form = useForm(ticket.desk)
  const priorityName = usePriorityName(ticket.desk)
  const category = ticket.processingCategory
  return (
    <div className="flex flex-col divide-y divide-line">
      <SlaBanner ticket={ticket} />
      <Section title={t.ticket.properties}>
        <dl className="flex flex-col">
          <Row name={t.fields.status}>
            <StatusMenu
              place="side"
              ticket={ticket}
              trigger={
                <Value>
                  <StatusDot colour={ticket.status.colour} hollow={ticket.status.category === 'waiting'} />
                  {localised(ticket.status.label)}
                </Value>
              }
            />
          </Row>
          <Row name={t.fields.priority}>
            <PriorityMenu
              place="side"
              ticket={ticket}
              trigger={
                <Value>
                  <PriorityIcon priority={ticket.priority} />
                  {priorityName(ticket.priority)}
                </Value>
              }
            />
          </Row>
          <Row name={t.fields.assignee}>
            <AssigneePicker
              place="side"
              ticket={ticket}
              trigger={
                <Value>
                  {ticket.assignee ? <Avatar name={ticket.assignee.name} hue={ticket.assignee.avatarHue} size={16} /> : null}
                  <span className={ticket.assignee ? '' : 'text-fg-3'}>{ticket.assignee?.name ?? t.list.unassigned}</span>
                </Value>
              }
            />
          </Row>
          <Row name={t.fields.team}>
            <span className={classes('px-1.5', !ticket.team && 'text-fg-3')}>{ticket.team?.name ?? t.none}</span>
          </Row>
          <Row name={t.fields.type}>
            <TypeMenu ticket={ticket} trigger={<Value>{typeName(form, ticket.type)}</Value>} />
          </Row>
          {form?.categories.length || category ? (
            <Row name={t.forms.category}>
              <CategoryPicker
                ticket={ticket}
                trigger={
                  <Value>
                    <span
                      className={classes('truncate', !category && 'text-fg-3')}
                      title={category ? categoryPath(form, category.id) : undefined}
                    >
                      {category ? localised(category.name) : t.none}
                    </span>
                  </Value>
                }
              />
            </Row>
          ) : null}
          <Row name={t.fields.channel}>
            <span className="px-1.5">{t.channelName(ticket.channel)}</span>
          </Row>
          {desk ? (
            <Row name={t.fields.desk}>
              <span className="px-1.5">{desk.name}</span>
            </Row>
          ) : null}
        </dl>
      </Section>
      <Suspense>
        <FieldsSection ticket={ticket} />
      </Suspense>
      <Section
        title={t.fields.labels}
        action={
          <LabelPicker
            // Beside the conversation the head leaves the labels to this one, and the key opens it.
            place={beside ? 'head' : 'side'}
            ticket={ticket}
            trigger={
              <button
                type="button"
                aria-label={t.ticket.addLabel}
                className="flex size-6 items-center justify-center rounded-[6px] text-fg-3 hover:bg-hover hover:text-fg"
              >
                <Plus size={14} />
              </button>
            }
          />
        }
      >
        {ticket.labels.length ? (
          <div className="flex flex-wrap gap-1">
            {ticket.labels.map((label) => (
              <Chip key={label.id} hue={label.colour}>
                {label.name}
              </Chip>
            ))}
          </div>
        ) : (
          <p className="text-fg-3">{t.none}</p>
        )}
      </Section>
      <CustomerSection ticket={ticket} />
      <DatesSection ticket={ticket} />
      <ToolList ticket={ticket} />
    </div>
  )
}
