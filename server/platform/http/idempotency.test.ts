import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { authenticate, knownCaller } from '../../access/index.ts'
import { type TestApp, testApp } from '../../testing/http.ts'
import { query } from '../db/index.ts'
import { AppError } from '../errors/index.ts'
import { createHttp, dropOldIdempotencyKeys, type Http, id, lineIn, route } from './index.ts'

const addTeam = query('test.add_team', 'INSERT INTO teams (workspace_id, name) VALUES ($1, $2) RETURNING id')
const countTeams = query('test.count_teams', 'SELECT count(*)::int AS n FROM teams WHERE workspace_id = $1 AND name = $2')

let app: TestApp
let http: Http
let key: string
let otherKey: string
let afterCommits = 0
/** Lets a test hold a request in the middle of its work. */
let halfway: () => Promise<void> = async () => undefined

beforeAll(async () => {
  app = await testApp()
  key = (await app.withKey('admin')).key
  otherKey = (await app.withKey('admin')).key
  http = await createHttp({
    app: app.app,
    authenticate: authenticate.bind(null, app.app),
    knownCaller: knownCaller.bind(null, app.app),
    webFolder: '/nowhere',
  })
  route(http, {
    method: 'POST',
    url: '/test-teams',
    summary: 'Makes a team in two transactions',
    tag: 'Test',
    access: 'staff',
    body: z.strictObject({ name: lineIn(50), fail: z.boolean().optional() }),
    response: { 201: z.object({ id, name: z.string() }) },
    idempotent: true,
    handle: async ({ ctx, body }) => {
      const team = await ctx.transaction(async (tx) => {
        tx.afterCommit(() => void afterCommits++)
        return tx.one<{ id: number }>(addTeam, [tx.workspaceId, body.name])
      })
      await halfway()
      if (body.fail) throw new AppError('refused')
      await ctx.transaction((tx) => tx.one(addTeam, [tx.workspaceId, `${body.name} (second)`]))
      return { id: team.id, name: body.name }
    },
  })
})
afterAll(async () => {
  await http.fastify.close()
  await app.close()
})

async function post(name: string, idempotencyKey: string | null, over: { fail?: boolean; as?: string; url?: string } = {}) {
  const answer = await http.fastify.inject({
    method: 'POST',
    url: over.url ?? '/api/v1/test-teams',
    headers: { authorization: `Bearer ${over.as ?? key}`, ...(idempotencyKey === null ? {} : { 'idempotency-key': idempotencyKey }) },
    payload: { name, ...(over.fail === undefined ? {} : { fail: over.fail }) },
  })
  return { status: answer.statusCode, body: answer.json<{ id: string; code: string }>(), replayed: answer.headers['idempotency-replayed'] }
}

function teams(name: string): Promise<number> {
  return app.app.db.transaction(app.workspaceId, async (tx) => (await tx.one<{ n: number }>(countTeams, [tx.workspaceId, name])).n)
}

test('fault 23: the same request with the same key is done once and answered twice alike', async () => {
  const before = afterCommits
  const first = await post('Once', 'k-once')
  const second = await post('Once', 'k-once')
  expect(first).toMatchObject({ status: 201, replayed: undefined })
  expect(second).toEqual({ ...first, replayed: 'true' })
  expect(await teams('Once')).toBe(1)
  expect(await teams('Once (second)')).toBe(1)
  expect(afterCommits).toBe(before + 1)
})

test('fault 23: the same key with another body or address is refused', async () => {
  await post('Conflict', 'k-conflict')
  expect(await post('Another', 'k-conflict')).toMatchObject({ status: 422, body: { code: 'idempotency_conflict' } })
  expect(await post('Conflict', 'k-conflict', { url: '/api/v1/test-teams?x=1' })).toMatchObject({ body: { code: 'idempotency_conflict' } })
  expect(await teams('Another')).toBe(0)
})

test('fault 23: while the first is running the second is told to ask again, and then gets the same answer', async () => {
  let go = () => {}
  let arrived = () => {}
  const inside = new Promise<void>((resolve) => {
    arrived = resolve
  })
  halfway = async () => {
    arrived()
    await new Promise<void>((resolve) => {
      go = resolve
    })
  }
  const first = post('Slow', 'k-slow')
  await inside
  halfway = async () => undefined
  expect(await post('Slow', 'k-slow')).toMatchObject({ status: 409, body: { code: 'idempotency_running' } })
  go()
  const answer = await first
  expect(await post('Slow', 'k-slow')).toEqual({ ...answer, replayed: 'true' })
  expect(await teams('Slow')).toBe(1)
})

test('fault 23: of twenty at once one is done, and nobody hears anything else than its answer or “running”', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => post('Crowd', 'k-crowd')))
  expect(await teams('Crowd')).toBe(1)
  const ids = new Set(answers.filter((answer) => answer.status === 201).map((answer) => answer.body.id))
  expect(ids.size).toBe(1)
  expect(answers.every((answer) => answer.status === 201 || answer.body.code === 'idempotency_running')).toBe(true)
})

test('fault 23: a request that failed leaves nothing, and may be tried again with its key', async () => {
  expect(await post('Fails', 'k-fails', { fail: true })).toMatchObject({ status: 409, body: { code: 'refused' } })
  expect(await teams('Fails')).toBe(0)
  expect(await post('Fails', 'k-fails', { fail: false })).toMatchObject({ status: 201 })
  expect(await teams('Fails')).toBe(1)
})

test('keys are each caller’s own', async () => {
  await post('Mine', 'k-shared')
  expect(await post('Mine too', 'k-shared', { as: otherKey })).toMatchObject({ status: 201, replayed: undefined })
})

test('without a key every request counts', async () => {
  await post('Twice', null)
  expect(await teams('Twice')).toBe(1)
  expect((await post('Twice', null)).body.code).toBe('already_exists')
})

test.each(['', ' ', 'a b', 'x'.repeat(256), 'schlüssel'])('the key “%.10s” is no key', async (bad) => {
  expect(await post('Bad', bad)).toMatchObject({ status: 422, body: { code: 'invalid_input' } })
})

test('after a day a key is forgotten', async () => {
  await post('Old', 'k-old')
  await app.app.db.transaction(app.workspaceId, (tx) =>
    tx.run(
      { text: `UPDATE idempotency_keys SET created_at = business_now() - interval '25 hours' WHERE workspace_id = $1 AND key = 'k-old'` },
      [tx.workspaceId],
    ),
  )
  expect(await post('New', 'k-old')).toMatchObject({ status: 201, replayed: undefined })
  await app.app.db.transaction(app.workspaceId, (tx) =>
    tx.run({ text: `UPDATE idempotency_keys SET created_at = business_now() - interval '25 hours' WHERE workspace_id = $1` }, [
      tx.workspaceId,
    ]),
  )
  expect(await app.app.db.transaction(app.workspaceId, dropOldIdempotencyKeys)).toBeGreaterThan(5)
})
