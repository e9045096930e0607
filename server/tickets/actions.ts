import type { z } from 'zod'
import {
  available,
  type Decision,
  decide,
  type EventType,
  eventLabels,
  type Facts,
  type Lifecycle,
  type OfferedAction,
  refusalMessage,
} from '../../lifecycle/index.ts'
import type { Context, Permission, StaffActor } from '../access/index.ts'
import { type DeskSettings, deskSettings } from '../desks/index.ts'
import { hasCategory } from '../forms/index.ts'
import { lifecycleVersion } from '../lifecycles/index.ts'
import { query, type Tx } from '../platform/db/index.ts'
import { inLanguage, type Language } from '../platform/words/index.ts'
import { lacksCategory } from './about.ts'
import { actionLabels, presetOptions, reasonOptions } from './action-words.ts'
import { type DescriptionFacts, descriptionRefusal } from './description.ts'
import { descriptionFactsJson, descriptionOf } from './description.queries.ts'
import { factsOf } from './facts.ts'
import { folderRefusal } from './folder-refusal.ts'
import { escalationRefusal } from './move-ticket.ts'
import { folderPermission } from './set-aside.ts'
import { isUnresolved, type Ticket } from './ticket.ts'
import { isIssue } from './transfers.queries.ts'
import type { ActionView } from './tickets.schema.ts'

type ActionOut = z.input<typeof ActionView>
type Need = ActionOut['needs'][number]

/** What its desk says, and what became of the text it was opened with. $2: the ticket. */
const besideActions = query(
  'actions.beside',
  `SELECT d.settings, ${hasCategory('d.workspace_id', 'd.id')} AS "hasCategory", (${descriptionOf(`json_build_object(${descriptionFactsJson})`)}) AS description,
     ${isIssue} AS "isIssue"
   FROM tickets t JOIN desks d ON d.workspace_id = t.workspace_id AND d.id = t.desk_id WHERE t.workspace_id = $1 AND t.id = $2`,
)

interface BesideActions {
  settings: unknown
  hasCategory: boolean
  /** Null: it was opened without one. */
  description: DescriptionFacts | null
  /** It was made by handing another one on. */
  isIssue: boolean
}

/**
 * What this person may do to this ticket now, and what they may not, with the reason. Screens draw their buttons from
 * this and from nothing else; the verbs check again under the lock.
 */
export async function ticketActions(ctx: Context<StaffActor>, tx: Tx, ticket: Ticket): Promise<ActionOut[]> {
  const lifecycle = await lifecycleVersion(tx, ticket.lifecycleVersionId)
  const beside = await tx.one<BesideActions>(besideActions, [tx.workspaceId, ticket.id])
  const settings = deskSettings(beside.settings)
  const asksCategory = beside.hasCategory ? { required: isUnresolved(ticket) && lacksCategory(ticket, settings) } : null
  const facts = await factsOf(tx, ticket, lifecycle, settings, 'all')
  const { actor, language } = ctx
  const offered = available(lifecycle, { status: ticket.status }, actor.actsAs, facts).map((offer) => {
    // An agent with this right closes what else only an admin may.
    if (offer.verb !== 'close' || offer.allowed || !actor.permissions.has('tickets.close_active')) return offer
    return available(lifecycle, { status: ticket.status }, 'admin', facts).find((one) => one.verb === 'close') ?? offer
  })
  const fromLifecycle = offered.flatMap((offer) =>
    lifecycleAction(offer, lifecycle, language, { textRequired: settings.resolutionTextRequired, asksCategory }),
  )
  const refusals = await assignmentRefusals(tx, ticket, lifecycle, settings, ctx)
  return [
    ...assignments(ticket, ctx, refusals),
    ...fromLifecycle,
    ...factActions(ticket, beside, language),
    ...messageActions(ticket, ctx),
  ].map((action) => checked(action, ticket, ctx))
}

/** An action before permission and the ticket's folder are looked at. */
type Draft = Omit<ActionOut, 'allowed'> & { allowed?: boolean; permission: Permission }

const text: Need = { name: 'text', type: 'longtext', required: false }
const mail: Need = { name: 'mail', type: 'boolean', required: false }

const verbActions: Partial<Record<EventType, { action: string; group: ActionOut['group']; needs: Need[]; permission?: Permission }>> = {
  resolve: { action: 'resolve', group: 'process', needs: [text, { name: 'score', type: 'score', required: false }, mail] },
  resolve_internally: {
    action: 'resolve-internally',
    group: 'process',
    needs: [{ name: 'reason', type: 'choice', required: true }, text],
  },
  hold: { action: 'hold', group: 'process', needs: [text, mail] },
  complete: { action: 'complete', group: 'process', needs: [] },
  close: { action: 'close', group: 'process', needs: [] },
  reopen: { action: 'reopen', group: 'process', needs: [] },
  request_closure: { action: 'request-closure', group: 'other', needs: [] },
  transferred_to_desk: {
    action: 'transfer-to-desk',
    group: 'assign',
    needs: [
      { name: 'desk', type: 'desk', required: true },
      { name: 'title', type: 'text', required: true },
      { name: 'text', type: 'longtext', required: true },
    ],
    permission: 'tickets.assign',
  },
  schedule_closure: { action: 'schedule-closure', group: 'time', needs: [{ name: 'at', type: 'datetime', required: true }] },
}

/** Verbs that process a ticket: it is filed with the same stroke. */
const filed: ReadonlySet<EventType> = new Set(['resolve', 'resolve_internally', 'hold', 'close'])

function lifecycleAction(
  offer: OfferedAction,
  lifecycle: Lifecycle,
  language: Language,
  { textRequired, asksCategory }: { textRequired: boolean; asksCategory: { required: boolean } | null },
): Draft[] {
  const refusal = offer.refusal && { code: offer.refusal.reason, message: refusalMessage(lifecycle, offer.refusal, language) }
  const filing: Need[] = asksCategory ? [{ name: 'processingCategory', type: 'category', ...asksCategory }] : []
  const confirmation: Need[] = offer.needs?.includes('confirmation') ? [{ name: 'confirmed', type: 'boolean', required: true }] : []
  if (offer.verb === 'status_set') {
    const to = offer.refusal?.asked ?? offer.to ?? ''
    const status = lifecycle.statuses[to]
    const label = status?.label[language] ?? to
    const finishes = status !== undefined && !isUnresolved(status)
    return [
      {
        action: 'status',
        to,
        label,
        group: 'status',
        needs: [...confirmation, ...(finishes && asksCategory?.required ? filing : [])],
        allowed: offer.allowed,
        refusal,
        permission: 'tickets.change_status',
      },
    ]
  }
  const known = verbActions[offer.verb]
  if (!known) return []
  // Some verbs are the customer's alone; they are shown to staff only to say so.
  const needs = known.needs.map((need): Need => {
    if (need.name === 'reason') return { ...need, options: reasonOptions(language) }
    return need.name === 'text' && offer.verb === 'resolve' && textRequired ? { ...need, required: true } : need
  })
  return [
    {
      ...known,
      needs: [
        ...needs,
        ...(filed.has(offer.verb) ? filing.map((need) => ({ ...need, required: need.required && offer.verb !== 'hold' })) : []),
        ...confirmation,
      ],
      label: eventLabels[offer.verb][language],
      allowed: offer.allowed,
      refusal,
      permission: known.permission ?? 'tickets.change_status',
    },
  ]
}

/** What the engine would say to an assignment; null when it would let it happen. */
interface AssignmentRefusals {
  readonly taking: ActionOut['refusal']
  readonly giving: ActionOut['refusal']
  readonly unassigning: ActionOut['refusal']
}

async function assignmentRefusals(
  tx: Tx,
  ticket: Ticket,
  lifecycle: Lifecycle,
  settings: DeskSettings,
  { actor, language }: Context<StaffActor>,
): Promise<AssignmentRefusals> {
  const say = (decision: Decision) =>
    decision.ok ? undefined : { code: decision.reason, message: refusalMessage(lifecycle, decision, language) }
  const ask = (type: 'assigned' | 'unassigned', facts: Facts) =>
    say(decide(lifecycle, { status: ticket.status }, { type, actor: actor.actsAs }, facts))
  const asMine = await factsOf(tx, { ...ticket, assigneeId: actor.userId }, lifecycle, settings, ['assigned'])
  return {
    taking: ask('assigned', asMine),
    // To somebody who is online: whom it goes to is chosen later.
    giving: ask('assigned', { ...asMine, assignee_online: true }),
    unassigning: ask('unassigned', { ...asMine, has_assignee: false }),
  }
}

function assignments(ticket: Ticket, { actor, language }: Context<StaffActor>, refusals: AssignmentRefusals): Draft[] {
  const no = (code: string, message: string) => ({ code, message: inLanguage(message, language) })
  const mine = ticket.assigneeId === actor.userId
  const taken = ticket.assigneeId !== null && !mine
  const team: Need = { name: 'team', type: 'team', required: actor.teams.length > 1 }
  const taking = mine
    ? no('already_yours', '“Take” is not possible: you have this ticket already.')
    : taken
      ? no('already_assigned', '“Take” is not possible: somebody else has this ticket. Use Assign to change that.')
      : refusals.taking
  const unassigning =
    ticket.assigneeId === null ? no('not_assigned', '“Unassign” is not possible: nobody has this ticket.') : refusals.unassigning
  const draft = (action: keyof typeof actionLabels, needs: Need[], refusal: ActionOut['refusal']): Draft => ({
    action,
    label: actionLabels[action][language],
    group: 'assign',
    needs,
    allowed: !refusal,
    refusal,
    permission: 'tickets.assign',
  })
  const agent: Need = { name: 'agent', type: 'agent', required: false }
  return [
    draft('take', [], taking),
    draft('keep', [team], taking),
    draft('assign', [agent, { name: 'team', type: 'team', required: false }], refusals.giving),
    draft('forward', [{ ...agent, required: true }], refusals.giving),
    draft(
      'transfer',
      [agent, { name: 'team', type: 'team', required: false }, { name: 'note', type: 'longtext', required: false }],
      refusals.giving,
    ),
    draft('unassign', [], unassigning),
  ]
}

/** What the ticket's own facts allow, the same in every lifecycle. */
function factActions(ticket: Ticket, { description, isIssue: isOfTransfer }: BesideActions, language: Language): Draft[] {
  const undescribable = descriptionRefusal(description)
  const escalate = escalationRefusal(ticket)
  const draft = (
    action: keyof typeof actionLabels,
    permission: Permission,
    group: ActionOut['group'],
    more: Partial<Draft> = {},
  ): Draft => ({
    action,
    label: actionLabels[action][language],
    group,
    needs: [],
    permission,
    ...more,
  })
  const snoozed = ticket.snoozedUntil !== null
  const folders: Draft[] = [
    ticket.spamAt ? draft('not-spam', folderPermission('not-spam'), 'folder') : draft('spam', folderPermission('spam'), 'folder'),
    ticket.archivedAt ? draft('unarchive', 'tickets.archive', 'folder') : draft('archive', 'tickets.archive', 'folder'),
    ...(ticket.trashedAt
      ? [draft('restore', 'tickets.restore', 'folder'), draft('purge', 'tickets.purge', 'folder')]
      : [draft('delete', 'tickets.delete', 'folder')]),
  ]
  return [
    draft('reply', 'tickets.reply', 'write'),
    draft('note', 'tickets.note', 'write'),
    draft('title', 'tickets.edit', 'edit'),
    draft('description', 'tickets.edit', 'edit', {
      allowed: undescribable === null,
      refusal: undescribable
        ? {
            ...undescribable,
            message: inLanguage(`“${actionLabels.description[language]}” is not possible: ${undescribable.message}`, language),
          }
        : undefined,
    }),
    draft('type', 'tickets.edit', 'edit'),
    draft('fields', 'tickets.edit', 'edit'),
    draft('priority', 'tickets.edit', 'edit'),
    draft('labels', 'tickets.edit', 'edit'),
    snoozed
      ? draft('unsnooze', 'tickets.snooze', 'time')
      : draft('snooze', 'tickets.snooze', 'time', {
          needs: [
            { name: 'preset', type: 'choice', required: false, options: presetOptions(language) },
            { name: 'until', type: 'datetime', required: false },
          ],
        }),
    draft('escalate', 'tickets.edit', 'process', {
      needs: [{ name: 'reason', type: 'longtext', required: true }],
      allowed: escalate === null,
      refusal: escalate ? { ...escalate, message: inLanguage(escalate.message, language) } : undefined,
    }),
    ...(isOfTransfer ? [draft('request-guide', 'tickets.note', 'process', { needs: [{ ...text, required: true }] })] : []),
    ...(ticket.guideSince === null ? [] : [draft('customer-told', 'tickets.reply', 'process')]),
    draft('link', 'tickets.edit', 'related'),
    draft('merge', 'tickets.merge', 'other', { needs: [{ name: 'duplicate', type: 'ticket', required: true }] }),
    ticket.deletionAt
      ? draft('cancel-deletion', 'tickets.schedule_deletion', 'time')
      : draft('schedule-deletion', 'tickets.schedule_deletion', 'time', {
          needs: [{ name: 'at', type: 'datetime', required: true }],
        }),
    ...folders,
  ]
}

/** What is done to one message of the ticket. What was merged into another ticket has none any more. */
function messageActions({ bucket, messageCount }: Ticket, { actor, language }: Context<StaffActor>): Draft[] {
  if (bucket === 'merged' || messageCount === 0) return []
  const draft = (action: keyof typeof actionLabels, permission: Permission): Draft => ({
    action,
    label: actionLabels[action][language],
    group: 'message',
    needs: [],
    permission,
  })
  return [
    draft('mask', 'tickets.edit'),
    draft('unmask', 'messages.unmask'),
    draft('move', 'tickets.merge'),
    // It makes a ticket as well.
    draft('split', actor.permissions.has('tickets.merge') ? 'tickets.create' : 'tickets.merge'),
  ]
}

/** Notes are possible everywhere; what else a folder or a missing right forbids is said before the lifecycle's own reason. */
function checked({ permission, ...action }: Draft, ticket: Ticket, { actor, language }: Context<StaffActor>): ActionOut {
  const no = (code: string, message: string) => ({ ...action, allowed: false, refusal: { code, message: inLanguage(message, language) } })
  if (!actor.permissions.has(permission))
    return no('forbidden', `“${action.label}” needs the permission ${permission}. An admin can grant it.`)
  const away = folderRefusal(action.action, ticket)
  if (away) return no(away.code, `“${action.label}” is not possible: ${away.message}`)
  return { ...action, allowed: action.allowed ?? true }
}
