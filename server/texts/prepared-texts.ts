import type { z } from 'zod'
import { type Context, differences, logSettingsChange, type StaffActor } from '../access/index.ts'
import { bodyToHtml, storable } from '../messages/body/index.ts'
import { type Body, bodyToText, previewOf } from '../messages/index.ts'
import { Filter, type Tx } from '../platform/db/index.ts'
import { AppError, forbidden, invalid, notFound } from '../platform/errors/index.ts'
import { ownBody } from './own-body.ts'
import {
  copyUploads,
  countTexts,
  deleteText,
  dropFiles,
  insertText,
  lockText,
  placesExist,
  type StoredText,
  textById,
  type TextRow,
  textsByTitle,
  updateText,
} from './texts.queries.ts'
import type { ChangeText, CreateText, ListTexts, PreparedText, TextPage, TextSummary } from './texts.schema.ts'

const mostShared = 1000
const mostOwn = 300
const mostFiles = 10

type Scoped = Pick<StoredText, 'kind' | 'scope'> & { deskId: number | null; teamId: number | null; ownerId: number | null }

/** Shared ones for everybody who may use them, all shared ones for who manages settings, and one's own. */
export function listTexts(ctx: Context<StaffActor>, asked: z.output<typeof ListTexts>): Promise<z.input<typeof TextPage>> {
  return ctx.transaction(async (tx) => {
    const where = new Filter().and('p.workspace_id = ?', tx.workspaceId)
    seenBy(ctx.actor, where)
    if (asked.kind) where.and('p.kind = ?', asked.kind)
    if (asked.scope) where.and('p.scope = ?', asked.scope)
    if (asked.desk) where.and('p.desk_id = ?', asked.desk)
    searched(where, asked.q)
    if (asked.cursor) where.and('(lower(p.title), p.id) > (?, ?::bigint)', ...readCursor(asked.cursor))
    const rows = await tx.many<TextRow>(textsByTitle(where, asked.limit + 1), where.values)
    const items = rows.slice(0, asked.limit)
    const last = items.at(-1)
    return { items: items.map((row) => summaryOf(ctx, row)), nextCursor: rows.length > asked.limit && last ? cursorOf(last) : null }
  })
}

export function readText(ctx: Context<StaffActor>, id: number): Promise<z.input<typeof PreparedText>> {
  return ctx.transaction(async (tx) => textOf(ctx, await seenText(ctx, tx, id)))
}

export function createText(ctx: Context<StaffActor>, input: z.output<typeof CreateText>): Promise<z.input<typeof PreparedText>> {
  return ctx.transaction(async (tx) => {
    const place = placeOf(ctx, input.kind, input)
    requireRight(ctx, place)
    await requirePlace(tx, place)
    await requireRoom(tx, place)
    const body = bodyOf(input.html)
    const { id } = await tx.one<{ id: number }>(insertText, [
      tx.workspaceId,
      input.kind,
      ...values({ ...input, shortcut: input.shortcut ?? null, category: input.category ?? null }, place, body),
      tx.now,
      ctx.actor.userId,
    ])
    await addFiles(ctx, tx, id, input.attachments, 0)
    if (place.scope !== 'own')
      await logSettingsChange(tx, ctx.actor.userId, 'prepared_text', id, { created: input.title, kind: input.kind })
    return textOf(ctx, await seenText(ctx, tx, id))
  })
}

/** @throws version_conflict */
export function changeText(
  ctx: Context<StaffActor>,
  id: number,
  change: z.output<typeof ChangeText>,
): Promise<z.input<typeof PreparedText>> {
  return ctx.transaction(async (tx) => {
    const text = await lockedText(ctx, tx, id)
    if (change.expectedVersion !== undefined && change.expectedVersion !== text.version) {
      throw new AppError('version_conflict', 'Somebody else changed this text meanwhile. Look at the change and save again.', {
        version: text.version,
      })
    }
    const scope = change.scope ?? text.scope
    const place = placeOf(ctx, text.kind, { scope, desk: change.desk ?? text.desk?.id, team: change.team ?? text.team?.id })
    requireRight(ctx, place)
    await requirePlace(tx, place)
    if ((place.ownerId === null) !== (text.ownerId === null)) await requireRoom(tx, place)
    const next = {
      title: change.title ?? text.title,
      shortcut: change.shortcut === undefined ? text.shortcut : change.shortcut,
      folder: change.folder ?? text.folder,
      category: change.category === undefined ? text.category : change.category,
    }
    const body = change.html === undefined ? text.body : bodyOf(change.html)
    await tx.run(updateText, [tx.workspaceId, id, ...values(next, place, body), tx.now, ctx.actor.userId])
    const kept = change.files ?? text.files.map((file) => file.id)
    await tx.run(dropFiles, [tx.workspaceId, id, kept])
    await addFiles(ctx, tx, id, change.attachments, text.files.filter((file) => kept.includes(file.id)).length)
    if (text.scope !== 'own' || place.scope !== 'own') {
      const { title, shortcut, folder, category } = text
      const before = { title, shortcut, folder, category, scope: text.scope, desk: text.desk?.id ?? null, team: text.team?.id ?? null }
      const after = { ...next, scope: place.scope, desk: place.deskId, team: place.teamId }
      // What somebody kept for themselves alone is told to nobody.
      const changed = differences({ ...before, text: bodyToText(text.body) }, { ...after, text: bodyToText(body) })
      const others = change.files !== undefined || (change.attachments ?? []).length > 0
      const files = others ? { files: true } : {}
      if (changed || others)
        await logSettingsChange(
          tx,
          ctx.actor.userId,
          'prepared_text',
          id,
          { ...changed?.change, ...files },
          text.scope === 'own' ? undefined : changed?.former,
        )
    }
    return textOf(ctx, await seenText(ctx, tx, id))
  })
}

export async function removeText(ctx: Context<StaffActor>, id: number): Promise<void> {
  await ctx.transaction(async (tx) => {
    const text = await lockedText(ctx, tx, id)
    await tx.run(deleteText, [tx.workspaceId, id])
    if (text.scope !== 'own') await logSettingsChange(tx, ctx.actor.userId, 'prepared_text', id, { removed: text.title })
  })
}

/** Which of them somebody sees at all. */
function seenBy(actor: StaffActor, where: Filter): void {
  const manages = actor.permissions.has('settings.manage')
  where.and(
    "(p.owner_id = ? OR (p.owner_id IS NULL AND (? OR p.scope = 'all' OR p.desk_id = ANY (?::bigint[]) OR p.team_id = ANY (?::bigint[]))))",
    actor.userId,
    manages,
    [...actor.desks.keys()],
    actor.teams,
  )
}

/** Every word somewhere in the title, the shortcut, the folder or the text. */
export function searched(where: Filter, q: string | undefined): void {
  const words = storable(q ?? '')
    .normalize('NFKC')
    .toLowerCase()
    .split(/\s+/)
    .filter(Boolean)
  for (const word of words.slice(0, 8)) {
    where.and(
      "lower(p.title || ' ' || COALESCE(p.shortcut, '') || ' ' || p.folder || ' ' || p.text) LIKE ?",
      `%${word.replace(/[\\%_]/g, '\\$&')}%`,
    )
  }
}

export function summaryOf(ctx: Context<StaffActor>, row: TextRow): z.input<typeof TextSummary> {
  const { text, ownerId, key: _, ...rest } = row
  const preview = text.replace(/\s+/g, ' ').slice(0, 160).toWellFormed()
  const mayChange = ownerId === ctx.actor.userId || (ownerId === null && ctx.actor.permissions.has('settings.manage'))
  return { ...rest, preview, mayChange }
}

function textOf(ctx: Context<StaffActor>, row: StoredText): z.input<typeof PreparedText> {
  const { body, files, ...rest } = row
  return { ...summaryOf(ctx, rest), html: bodyToHtml(body), text: bodyToText(body), files }
}

/** What one may not see is not there. */
async function seenText(ctx: Context<StaffActor>, tx: Tx, id: number): Promise<StoredText> {
  const row = await tx.maybe<StoredText>(textById, [tx.workspaceId, id])
  if (!row || !sees(ctx.actor, row)) throw notFound()
  return row
}

function sees(actor: StaffActor, { scope, ownerId, desk, team }: StoredText): boolean {
  if (scope === 'own') return ownerId === actor.userId
  if (scope === 'all' || actor.permissions.has('settings.manage')) return true
  return desk ? actor.desks.has(desk.id) : team !== null && actor.teams.includes(team.id)
}

async function lockedText(ctx: Context<StaffActor>, tx: Tx, id: number): Promise<StoredText> {
  const row = await tx.maybe<StoredText>(lockText, [tx.workspaceId, id])
  if (!row || !sees(ctx.actor, row)) throw notFound()
  requireRight(ctx, row)
  return row
}

function requireRight({ actor }: Context<StaffActor>, { scope }: Pick<Scoped, 'scope'>): void {
  const right = scope === 'own' ? 'tickets.reply' : 'settings.manage'
  if (!actor.permissions.has(right)) throw forbidden(right)
}

function placeOf(
  { actor }: Context<StaffActor>,
  kind: Scoped['kind'],
  { scope, desk, team }: { scope: Scoped['scope']; desk?: number | undefined; team?: number | undefined },
): Scoped {
  if (kind === 'template' && scope !== 'desk') throw invalid('scope', 'A template belongs to a desk.')
  if (scope === 'desk' && desk === undefined) throw invalid('desk', 'Say which desk it is for.')
  if (scope === 'team' && team === undefined) throw invalid('team', 'Say which team it is for.')
  return {
    kind,
    scope,
    deskId: scope === 'desk' ? (desk ?? null) : null,
    teamId: scope === 'team' ? (team ?? null) : null,
    ownerId: scope === 'own' ? actor.userId : null,
  }
}

async function requirePlace(tx: Tx, { deskId, teamId }: Scoped): Promise<void> {
  const there = await tx.one<{ desk: boolean; team: boolean }>(placesExist, [tx.workspaceId, deskId, teamId])
  if (!there.desk) throw invalid('desk', 'There is no such desk.')
  if (!there.team) throw invalid('team', 'There is no such team.')
}

/** In the order of the columns, from the title to the text. */
function values(
  { title, shortcut, folder, category }: { title: string; shortcut: string | null; folder: string; category: number | null },
  { scope, deskId, teamId, ownerId }: Scoped,
  body: Body,
): unknown[] {
  return [title, shortcut, folder, scope, deskId, teamId, ownerId, category, JSON.stringify(body), storable(bodyToText(body))]
}

function bodyOf(html: string): Body {
  const body = ownBody(html)
  if (previewOf(body) === '') throw invalid('html', 'Write the text first.')
  return body
}

async function requireRoom(tx: Tx, { kind, ownerId }: Scoped): Promise<void> {
  const { n } = await tx.one<{ n: number }>(countTexts, [tx.workspaceId, kind, ownerId])
  const most = ownerId === null ? mostShared : mostOwn
  if (n >= most) throw invalid('', `There are ${most} texts already. Delete one first.`)
}

async function addFiles(ctx: Context<StaffActor>, tx: Tx, id: number, uploads: readonly number[], already: number): Promise<void> {
  if (uploads.length === 0) return
  if (already + uploads.length > mostFiles) throw invalid('attachments', `A text can have ${mostFiles} files at most.`)
  const added = await tx.many(copyUploads, [tx.workspaceId, id, uploads, ctx.actor.userId])
  if (added.length !== new Set(uploads).size)
    throw invalid('attachments', 'One of the files is not your upload, or was sent already. Attach it again.')
}

function cursorOf({ key, id }: TextRow): string {
  return Buffer.from(JSON.stringify([key, id])).toString('base64url')
}

function readCursor(cursor: string): [string, number] {
  try {
    const [key, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[]
    if (typeof key === 'string' && Number.isSafeInteger(id)) return [storable(key), id as number]
  } catch {
    // Falls through: it is none of ours either way.
  }
  throw new AppError('invalid_cursor')
}
