import { afterAll, beforeAll, expect, test } from 'vitest'
import { openScene, type Scene, type SeenTicket } from './testing/scene.ts'

interface Action {
  action: string
  to?: string
  label: string
  allowed: boolean
  refusal?: { code: string; message: string }
  needs: { options?: { label: string }[] }[]
}

let scene: Scene
let ticket: SeenTicket

beforeAll(async () => {
  scene = await openScene()
  ticket = await scene.create(await scene.desk('contact-center'))
  await scene.act(scene.mina, ticket, 'take')
})
afterAll(() => scene.end())

const asked = <T>(method: string, path: string, language?: string, body?: unknown) =>
  scene.mina.call<T>(method, path, body, language ? { 'accept-language': language } : {})

/** fetch of Node sends `*` by itself, as programs do. */
test('whoever asks for no language is answered in English', async () => {
  const { headers, body } = await asked<{ actions: Action[] }>('GET', `/tickets/${ticket.id}/actions`)
  expect(headers.get('content-language')).toBe('en')
  expect(headers.get('vary')).toMatch(/accept-language/i)
  expect(body.actions.find((one) => one.action === 'forward')?.label).toBe('Forward')
})

test.each([
  ['ja', /[ぁ-んァ-ヶ一-鿿]/u],
  ['ko', /[가-힣]/u],
])('the buttons of a ticket and the reasons why not are said in %s', async (language, letters) => {
  const { headers, body } = await asked<{ actions: Action[] }>('GET', `/tickets/${ticket.id}/actions`, language)
  expect(headers.get('content-language')).toBe(language)
  const english = (await asked<{ actions: Action[] }>('GET', `/tickets/${ticket.id}/actions`, 'en')).body.actions
  expect(body.actions.map(({ action, to, allowed, refusal }) => [action, to, allowed, refusal?.code])).toEqual(
    english.map(({ action, to, allowed, refusal }) => [action, to, allowed, refusal?.code]),
  )
  const words = body.actions.flatMap(({ label, refusal, needs }) => [
    label,
    ...(refusal ? [refusal.message] : []),
    ...needs.flatMap((need) => need.options?.map((option) => option.label) ?? []),
  ])
  expect(words.length).toBeGreaterThan(30)
  expect(words.filter((word) => !letters.test(word))).toEqual([])
})

test('the log of a ticket is said in English and in the language asked for', async () => {
  const path = `/tickets/${ticket.id}/events`
  const { body } = await asked<{ items: { type: string; sentence: Record<string, string> }[] }>('GET', path, 'ja-JP,ja;q=0.9,en;q=0.8')
  expect(body.items.length).toBeGreaterThan(2)
  for (const { sentence } of body.items) expect(Object.keys(sentence)).toEqual(['en', 'ja'])
  expect(body.items.find((event) => event.type === 'ticket.assigned')?.sentence.ja).toBe('Mina KimがチケットをMina Kimに割り当てました')
  const page = await asked<{ events: { items: { sentence: Record<string, string> }[] } }>(
    'GET',
    `/tickets/${ticket.id}?include=events`,
    'ko',
  )
  expect(page.body.events.items.every(({ sentence }) => /[가-힣]/u.test(sentence.ko ?? ''))).toBe(true)
})

test('a refusal keeps its code and changes its words', async () => {
  const refuse = (language: string) => asked<Record<string, unknown>>('POST', `/tickets/${ticket.id}/complete`, language, {})
  const [en, ja, ko] = await Promise.all(['en', 'ja', 'ko'].map(refuse))
  for (const answer of [en, ja, ko]) {
    expect(answer?.status).toBe(409)
    expect(answer?.body).toMatchObject({ code: 'refused', reason: en?.body.reason, ticketStatus: en?.body.ticketStatus })
  }
  expect(ja?.body.title).toBe('ライフサイクルにより実行できません')
  expect(ja?.body.detail).toMatch(/^チケットが「処理中」の間、「完了」/)
  expect(ko?.body.detail).toMatch(/^“처리 중” 상태에서는 “완료” 작업을/)
  expect(ja?.headers.get('content-language')).toBe('ja')
})

test('wrong fields are named with what is wrong, in the language asked for', async () => {
  const { body } = await asked<{ detail: string; errors: { path: string; message: string }[] }>('PATCH', '/me', 'ja', {
    zone: 'Mars',
    name: '',
    x: 1,
  })
  expect(body.errors).toEqual([
    { path: 'name', message: '入力が必要です' },
    { path: 'zone', message: 'Asia/Tokyo のようなタイムゾーンではありません' },
    { path: 'x', message: 'ここでは使えない項目です' },
  ])
  expect(body.detail).toMatch(/^name：入力が必要です、.*。何も変更されていません。$/)
  const past = await asked<{ errors: unknown }>('POST', `/tickets/${ticket.id}/snooze`, 'ko', { until: '2001-01-01T00:00:00Z' })
  expect(past.body.errors).toEqual([{ path: 'until', message: '이미 지난 시각이에요. 앞으로의 시각을 선택하세요.' }])
})

test('strangers too are answered in their language', async () => {
  const answer = await fetch(`${scene.url}/api/v1/session`, { headers: { 'accept-language': 'ko' } })
  expect(await answer.json()).toMatchObject({ code: 'not_signed_in', title: '로그인하지 않았어요' })
})
