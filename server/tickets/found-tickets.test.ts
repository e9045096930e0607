import { afterAll, beforeAll, expect, it } from 'vitest'
import { eventually, openScene, type Scene, type SeenTicket } from './testing/scene.ts'

let scene: Scene
let desk: string

interface Found extends SeenTicket {
  match?: {
    title: [number, number][]
    contact: [number, number][]
    reference: [number, number][]
    message: { id: string; isNote: boolean; author: string; text: string; marks: [number, number][]; cutBefore: boolean } | null
  }
}

beforeAll(async () => {
  scene = await openScene()
  desk = await scene.desk('support')
})
afterAll(() => scene.end())

const search = async (q: string, more = '') =>
  (await scene.mina.get<{ items: Found[] }>(`/tickets?q=${encodeURIComponent(q)}${more}`)).items
const found = (q: string, more?: string) =>
  eventually(
    () => search(q, more),
    (items) => items.length > 0,
  )
const pieces = (text: string, marks: [number, number][] = []) => marks.map(([start, end]) => text.slice(start, end))

it('a search says where it found its words: in the title, in the newest message that has them, in the reference (V4)', async () => {
  const ticket = await scene.create(desk, {
    title: 'Printer in Kyoto',
    description: `${'Hello. '.repeat(40)}The <b>printer</b> shows error 4711 since yesterday.`,
    contact: { email: 'kim@customer.example', name: 'Printerina Kim' },
  })
  await scene.reply(scene.ada, ticket, 'Please restart it.')
  const [row] = await found('printer 4711')
  expect(row?.reference).toBe(ticket.reference)
  expect(pieces(row?.title ?? '', row?.match?.title)).toEqual(['Printer'])
  expect(row?.match?.message).toMatchObject({ isNote: false, author: 'Printerina Kim', cutBefore: true })
  expect(row?.match?.message?.text).toContain('The <b>printer</b> shows error 4711')
  expect(pieces(row?.match?.message?.text ?? '', row?.match?.message?.marks)).toEqual(['printer', '4711'])
  const [byNumber] = await search(ticket.reference)
  expect(pieces(byNumber?.reference ?? '', byNumber?.match?.reference)).toEqual([ticket.reference])
  // Found by its title alone: no message is shown.
  expect((await found('kyoto'))[0]?.match?.message).toBeNull()
  // A list that is not a search says nothing of the kind.
  const [listed] = (await scene.mina.get<{ items: Found[] }>(`/tickets?desk=${desk}`)).items
  expect(listed).not.toHaveProperty('match')
})

it('Japanese, Korean and what was mistyped are marked, too; a note says that it is one (V4)', async () => {
  const japanese = await scene.create(desk, { title: 'ログインできません', description: '東京のオフィスでﾊﾟｽﾜｰﾄﾞの再設定ができません。' })
  const korean = await scene.create(desk, { title: '로그인 오류', description: '비밀번호를 변경했는데 접속이 안 됩니다.' })
  await scene.ada.post(`/tickets/${korean.reference}/messages`, { kind: 'note', text: 'Their spreadsheet macro is to blame.' })
  const [first] = await found('パスワード 東京')
  expect(first?.reference).toBe(japanese.reference)
  expect(pieces(first?.match?.message?.text ?? '', first?.match?.message?.marks)).toEqual(['東京', 'ﾊﾟｽﾜｰﾄﾞ'])
  const [second] = await found('비밀번호')
  expect(pieces(second?.match?.message?.text ?? '', second?.match?.message?.marks)).toEqual(['비밀번호'])
  const [mistyped] = await found('spredsheet')
  expect(mistyped?.reference).toBe(korean.reference)
  expect(mistyped?.match?.message?.isNote).toBe(true)
  expect(pieces(mistyped?.match?.message?.text ?? '', mistyped?.match?.message?.marks)).toEqual(['spreadsheet'])
})

it('what was taken out of a message since it was indexed is shown by no snippet (V4)', async () => {
  const ticket = await scene.create(desk, { title: 'Card', description: 'my card canarynumber is blocked' })
  await found('canarynumber')
  // As a mask does it, before the index has followed.
  await scene.rows(`UPDATE messages SET text = 'my card **** is blocked' WHERE workspace_id = $1 AND ticket_id = $2`, [
    scene.workspaceId,
    ticket.id,
  ])
  const [row] = await search('canarynumber')
  expect(row?.match?.message ?? null).toBeNull()
  expect(JSON.stringify(row?.match ?? null)).not.toContain('canarynumber')
})

it('a search combines with conditions and with the other filters (V3, V4)', async () => {
  await scene.create(desk, { title: 'Combined banana', priority: 'urgent' })
  await scene.create(desk, { title: 'Combined apple', priority: 'low' })
  await eventually(
    () => search('combined'),
    (items) => items.length === 2,
  )
  const where = encodeURIComponent(JSON.stringify({ field: 'priority', op: 'is', value: 'urgent' }))
  expect((await search('combined', `&where=${where}`)).map(({ title }) => title)).toEqual(['Combined banana'])
  expect((await search('combined', '&view=spam')).map(({ title }) => title)).toEqual([])
})
