import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { App } from '../access/index.ts'
import { type Database, openDatabase } from '../platform/db/index.ts'
import { type TestDatabase, testDatabase } from '../testing/database.ts'
import { indexWorkspace } from './index-job.ts'
import { queueMessages, queueTicket, removeFromSearch } from './keep-index.ts'
import { searchTicketIds } from './search-tickets.ts'
import { searchableWorkspace } from './testing/tickets.ts'

const versions = [15, 18] as const
const opened: { database: TestDatabase; db: Database; app: App }[] = []

beforeAll(async () => {
  for (const version of versions) {
    const database = await testDatabase(version)
    const db = openDatabase(database.app)
    const app = { db, log: pino({ level: 'silent' }), wake: () => {} } as unknown as App
    opened.push({ database, db, app })
  }
})
afterAll(async () => {
  for (const { database, db } of opened) {
    await db.close()
    await database.drop()
  }
})

async function scene(version: (typeof versions)[number]) {
  const { db, app } = opened[versions.indexOf(version)] as (typeof opened)[number]
  const workspace = await searchableWorkspace(db)
  const { workspaceId } = workspace
  return {
    ...workspace,
    db,
    app,
    index: () => indexWorkspace(app, workspaceId),
    search: (q: string, options: { staff?: boolean; before?: number; most?: number } = {}) =>
      db.transaction(workspaceId, (tx) =>
        searchTicketIds(tx, { q, staff: options.staff ?? true, before: options.before, most: options.most ?? 50 }),
      ),
    rows: <Row>(text: string, params: unknown[] = []) => db.transaction(workspaceId, (tx) => tx.many<Row>({ text }, params)),
  }
}

for (const version of versions) {
  test(`words of titles and messages are found together, newest ticket first (${version})`, async () => {
    const { ticket, message, index, search } = await scene(version)
    const first = await ticket('Cannot sign in after update')
    const second = await ticket('Printer on fire')
    const third = await ticket('Sign-in page is blank')
    await message(first, 'Since yesterday the login fails with error 4711.')
    await message(second, 'Please help, it burns. I cannot sign the form.')
    await message(third, 'Crème brûlée everywhere.')
    await index()

    expect(await search('sign')).toEqual([third, second, first])
    expect(await search('login UPDATE')).toEqual([first])
    expect(await search('error 4711')).toEqual([first])
    expect(await search('creme')).toEqual([third])
    expect(await search('sign burns')).toEqual([second])
    expect(await search('sign nothing')).toEqual([])
  })

  test(`the last word may be unfinished, and only the last (${version})`, async () => {
    const { ticket, message, index, search } = await scene(version)
    const first = await ticket('Password reset')
    const second = await ticket('Passport scan')
    await message(second, 'my phone is an iphone15, order 8812345')
    await index()

    expect(await search('pass')).toEqual([second, first])
    expect(await search('passw')).toEqual([first])
    expect(await search('reset pas')).toEqual([first])
    expect(await search('passw res')).toEqual([])
    expect(await search('iphone')).toEqual([second])
    expect(await search('88123')).toEqual([second])
  })

  test(`references and mail addresses are found exactly, before everything else (${version})`, async () => {
    const { ticket, message, index, search } = await scene(version)
    const yuki = await ticket('Invoice', { name: 'Yuki Tanaka', email: 'yuki.tanaka@example.com' })
    const other = await ticket('Another invoice', { name: 'Taro Tanaka', email: 'taro@tanaka.example' })
    await message(other, 'This is about TKT-0001, write to ada@example.org.')
    await index()

    for (const q of ['TKT-0001', 'tkt-1', '#1', '1', ' ＴＫＴ-0001 ']) expect((await search(q))[0]).toBe(yuki)
    expect(await search('TKT-0001')).toEqual([yuki, other])
    expect(await search('ABC-0001')).toEqual([])
    expect(await search('tanaka')).toEqual([other, yuki])
    expect(await search('yuki.tanaka@example.com')).toEqual([yuki])
    expect(await search('yuki.tanaka@exam')).toEqual([yuki])
    expect(await search('ada@example.org')).toEqual([other])
    expect(await search('example.com')).toEqual([yuki])
  })

  test(`Japanese and Korean are found by two characters, and by one (${version})`, async () => {
    const { ticket, message, index, search } = await scene(version)
    const japanese = await ticket('ログインできません')
    await message(japanese, '昨日から東京のオフィスでパスワードの再設定ができません。猫が好きです。')
    const korean = await ticket('로그인 오류')
    await message(korean, '비밀번호를 변경했는데 서울 사무실에서 접속이 안 됩니다.')
    await index()

    for (const q of ['東京', '再設定', 'パスワード', 'パスワ', 'ログイン', '猫', 'ﾊﾟｽﾜｰﾄﾞ', '東京 パスワード'])
      expect([q, await search(q)]).toEqual([q, [japanese]])
    for (const q of ['비밀번호', '서울', '로그인 서울', '비밀', '접속']) expect([q, await search(q)]).toEqual([q, [korean]])
    expect(await search('京都')).toEqual([])
    expect(await search('부산')).toEqual([])
  })

  test(`a typing error is forgiven when hardly anything is found (${version})`, async () => {
    const { ticket, message, index, search } = await scene(version)
    const first = await ticket('Password reset', { name: 'Yuki Tanaka', email: 'y@example.com' })
    const second = await ticket('Delivery')
    await message(second, 'I did not receive the parcel.')
    await index()

    expect(await search('pasword')).toEqual([first])
    expect(await search('tanka')).toEqual([first])
    expect(await search('recieve parcle')).toEqual([second])
    expect(await search('elephant')).toEqual([])
  })

  test(`a customer’s search finds public, released messages and nothing of notes (${version})`, async () => {
    const { ticket, message, index, search } = await scene(version)
    const id = await ticket('Cannot sign in', { name: 'Carl', email: 'carl@example.com' })
    await message(id, 'It says forbidden.')
    await message(id, 'canarynote suspected of abuse', 'staff')
    await message(id, 'canarypending from a stranger', 'pending')
    await message(id, 'canaryqueued reply', 'public', 'queued')
    await message(id, 'canarydraft reply', 'public', 'draft')
    const noted = await ticket('Only a note')
    await message(noted, 'canarynote again', 'staff')
    await index()

    expect(await search('canarynote')).toEqual([noted, id])
    expect(await search('canarypending')).toEqual([id])
    expect(await search('canaryqueued')).toEqual([id])
    expect(await search('canarydraft')).toEqual([])
    for (const q of [
      'canarynote',
      'canary',
      'canarynot',
      'canarynota',
      'canarypending',
      'canaryqueued',
      'sign canarynote',
      'suspected',
      'only note',
    ])
      expect([q, await search(q, { staff: false })]).toEqual([q, []])
    expect(await search('sign', { staff: false })).toEqual([id])
    expect(await search('forbidden sign', { staff: false })).toEqual([id])
  })

  test(`nothing typed is ever syntax (${version})`, async () => {
    const { ticket, message, index, search } = await scene(version)
    const id = await ticket("O'Brien & sons | (test) !not :* <-> \\ 'quoted'")
    await message(id, `o'brien@example.com; DROP TABLE tickets; -- $1 %s %L {} [] ${'('.repeat(50)}`)
    await index()
    const typed = [
      `'`,
      `''`,
      `"`,
      `\\`,
      `\\'`,
      `:*`,
      `a:*`,
      `a:b`,
      `!`,
      `!test`,
      `&`,
      `|`,
      `(`,
      `)`,
      `()`,
      `<->`,
      `<2>`,
      `a & & b`,
      `%`,
      `%%`,
      `%s`,
      `%L`,
      `$1`,
      `$$`,
      `?`,
      `*`,
      `_`,
      `'; DROP TABLE tickets; --`,
      `test'::tsquery`,
      `E'\\047'`,
      `a\u0000b`,
      `\ud800`,
      `\u{10ffff}`,
      `test\u2028x`,
      `o'brien@example.com`,
      `' OR 1=1 --`,
      `{"a":1}`,
      `jsonb_path`,
      'x'.repeat(100_000),
      '('.repeat(10_000),
      `@`,
      `@@`,
      `a@`,
      `@b`,
      '-',
      '--',
      `#`,
      `#-1`,
      `-1`,
      '999999999999999999999',
      '0',
      '#0',
      'TKT-',
      'tkt-99999999999',
    ]
    for (const q of typed) {
      const found = await search(q)
      expect([q.slice(0, 40), found.every((each) => each === id)]).toEqual([q.slice(0, 40), true])
      await search(q, { staff: false })
    }
    expect(await search(`o'brien@example.com`)).toEqual([id])
    expect(await search(`brien & (quoted | test)`)).toEqual([id])
    expect(await search('!test')).toEqual([id])
  })

  test(`pages follow each other without gaps or repetitions (${version})`, async () => {
    const { ticket, index, search } = await scene(version)
    const ids: number[] = []
    for (let i = 0; i < 25; i++) ids.push(await ticket(`Same words ${i}`))
    await index()
    const seen: number[] = []
    for (let before: number | undefined; ; before = seen.at(-1)) {
      const page = await search('same words', { before, most: 10 })
      seen.push(...page)
      if (page.length < 10) break
    }
    expect(seen).toEqual(ids.toReversed())
  })

  test(`what changes is found anew, and what is gone leaves no word behind (${version})`, async () => {
    const { ticket, message, index, search, rows, db, workspaceId } = await scene(version)
    const id = await ticket('Oldtitle')
    const other = await ticket('Sharedword elsewhere')
    const said = await message(id, 'my secret is hunterkey and sharedword')
    await index()
    expect(await search('hunterkey')).toEqual([id])

    await rows(`UPDATE messages SET text = 'my secret is *** and sharedword' WHERE workspace_id = $1 AND id = $2`, [workspaceId, said])
    await rows(`UPDATE tickets SET title = 'Newtitle' WHERE workspace_id = $1 AND id = $2`, [workspaceId, id])
    await db.transaction(workspaceId, async (tx) => {
      await queueMessages(tx, id, [said])
      await queueTicket(tx, id)
    })
    await index()
    expect(await search('hunterkey')).toEqual([])
    expect(await search('oldtitle')).toEqual([])
    expect(await search('newtitle sharedword')).toEqual([id])
    expect(
      await rows(`SELECT word FROM search_words WHERE workspace_id = $1 AND word IN ('hunterkey', 'oldtitle')`, [workspaceId]),
    ).toEqual([])

    await db.transaction(workspaceId, (tx) => removeFromSearch(tx, id))
    expect(await search('newtitle')).toEqual([])
    expect(await search('sharedword')).toEqual([other])
    expect(await rows(`SELECT * FROM message_search WHERE workspace_id = $1 AND ticket_id = $2`, [workspaceId, id])).toEqual([])
    expect(await rows(`SELECT word FROM search_words WHERE workspace_id = $1 AND word IN ('secret', 'sharedword')`, [workspaceId])).toEqual(
      [{ word: 'sharedword' }],
    )
  })

  test(`a message that moves to another ticket is found there, and a withdrawn one nowhere (${version})`, async () => {
    const { ticket, message, index, search, rows, db, workspaceId } = await scene(version)
    const duplicate = await ticket('Duplicate')
    const primary = await ticket('Primary')
    const moved = await message(duplicate, 'movingword')
    const withdrawn = await message(duplicate, 'withdrawnword', 'public', 'queued')
    await index()
    await rows('UPDATE messages SET ticket_id = $2 WHERE workspace_id = $1 AND id = $3', [workspaceId, primary, moved])
    await rows(`UPDATE messages SET state = 'draft' WHERE workspace_id = $1 AND id = $2`, [workspaceId, withdrawn])
    await db.transaction(workspaceId, (tx) => queueMessages(tx, primary, [moved, withdrawn]))
    await index()
    expect(await search('movingword')).toEqual([primary])
    expect(await search('withdrawnword')).toEqual([])
  })

  test(`one workspace never finds another’s words (${version})`, async () => {
    const [one, two] = [await scene(version), await scene(version)]
    const here = await one.ticket('Confidential merger')
    await two.ticket('Confidential picnic')
    await one.index()
    await two.index()
    expect(await one.search('confidential')).toEqual([here])
    expect(await two.search('merger')).toEqual([])
    expect(await two.search('merge')).toEqual([])
    expect(await two.search('mergr')).toEqual([])
  })

  test(`two processes indexing at once: one waits its turn, and nothing is lost (${version})`, async () => {
    const { ticket, search, rows, app, workspaceId } = await scene(version)
    const ids: number[] = []
    for (let i = 0; i < 20; i++) ids.push(await ticket(`Together ${i}`))
    const results = await Promise.all([indexWorkspace(app, workspaceId), indexWorkspace(app, workspaceId)])
    expect(results.filter((result) => result !== 'busy').length).toBeGreaterThanOrEqual(1)
    await indexWorkspace(app, workspaceId)
    expect(await rows('SELECT id FROM search_queue WHERE workspace_id = $1', [workspaceId])).toEqual([])
    expect(await search('together')).toEqual(ids.toReversed())
  })
}
