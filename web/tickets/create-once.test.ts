import { beforeEach, expect, test, vi } from 'vitest'
import { ApiProblem } from '../../client/client.ts'
import type { CreatedTicket, NewTicket } from '../../client/types.ts'
import { createOnce, forgetUnanswered } from './create-once.ts'

const me = '7'
const ticket = (title: string) => ({ title }) as NewTicket
const lost = () => new ApiProblem(0, { code: 'unreachable' })
const refused = (status: number, code: string) => new ApiProblem(status, { code })

/** A server that makes one ticket under a key, and a line to it that may lose the answer. */
function server() {
  const made = new Map<string, { body: string; ticket: CreatedTicket }>()
  const lose: { request: boolean; answer: boolean; refuse: ApiProblem | null } = { request: false, answer: false, refuse: null }
  const add = async (body: NewTicket, key: string): Promise<CreatedTicket> => {
    if (lose.request) throw lost()
    if (lose.refuse) throw lose.refuse
    const text = JSON.stringify(body)
    const before = made.get(key)
    if (before && before.body !== text) throw refused(422, 'idempotency_conflict')
    const answer = before?.ticket ?? ({ reference: `TKT-${made.size + 1}`, title: body.title } as CreatedTicket)
    made.set(key, { body: text, ticket: answer })
    if (lose.answer) throw lost()
    return answer
  }
  return { add, lose, titles: () => [...made.values()].map(({ ticket: one }) => one.title) }
}

beforeEach(() => {
  const kept = new Map<string, string>()
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  })
  forgetUnanswered(me)
})

test('a ticket whose answer was lost is made once when it is sent again', async () => {
  const { add, lose, titles } = server()
  lose.answer = true
  await expect(createOnce(me, ticket('One'), add)).rejects.toThrow()
  lose.answer = false
  expect(await createOnce(me, ticket('One'), add)).toMatchObject({ ticket: { reference: 'TKT-1' }, wasBefore: false })
  expect(titles()).toEqual(['One'])
})

test('words that were changed after the answer was lost make no second ticket: the first one is told, and then they are another', async () => {
  const { add, lose, titles } = server()
  lose.request = true
  await expect(createOnce(me, ticket('Never arrived'), add)).rejects.toThrow()
  Object.assign(lose, { request: false, answer: true })
  await expect(createOnce(me, ticket('One'), add)).rejects.toThrow()
  lose.answer = false
  expect(await createOnce(me, ticket('One, changed'), add)).toMatchObject({ ticket: { title: 'One' }, wasBefore: true })
  expect(titles()).toEqual(['One'])
  expect(await createOnce(me, ticket('One, changed'), add)).toMatchObject({ ticket: { title: 'One, changed' }, wasBefore: false })
  expect(titles()).toEqual(['One', 'One, changed'])
})

test('words that never arrived are replaced by those that were changed', async () => {
  const { add, lose, titles } = server()
  lose.request = true
  await expect(createOnce(me, ticket('One'), add)).rejects.toThrow()
  lose.request = false
  expect(await createOnce(me, ticket('One, changed'), add)).toMatchObject({ wasBefore: false })
  expect(titles()).toEqual(['One, changed'])
})

test('a refusal of the changed words says nothing about the first ones: they are still known', async () => {
  const { add, lose, titles } = server()
  lose.answer = true
  await expect(createOnce(me, ticket('One'), add)).rejects.toThrow()
  Object.assign(lose, { answer: false, refuse: refused(422, 'invalid_input') })
  await expect(createOnce(me, ticket('Wrong'), add)).rejects.toThrow()
  lose.refuse = null
  expect(await createOnce(me, ticket('Right'), add)).toMatchObject({ ticket: { title: 'One' }, wasBefore: true })
  expect(titles()).toEqual(['One'])
})

test('after an answer, and after starting over, what comes next is another ticket', async () => {
  const { add, lose, titles } = server()
  await createOnce(me, ticket('One'), add)
  await createOnce(me, ticket('One'), add)
  lose.answer = true
  await expect(createOnce(me, ticket('Two'), add)).rejects.toThrow()
  forgetUnanswered(me)
  lose.answer = false
  expect(await createOnce(me, ticket('Three'), add)).toMatchObject({ wasBefore: false })
  expect(titles()).toEqual(['One', 'One', 'Two', 'Three'])
})

test('a browser that stores nothing still knows it as long as the page is there', async () => {
  vi.stubGlobal('sessionStorage', undefined)
  const { add, lose, titles } = server()
  lose.answer = true
  await expect(createOnce(me, ticket('One'), add)).rejects.toThrow()
  lose.answer = false
  expect(await createOnce(me, ticket('One'), add)).toMatchObject({ wasBefore: false })
  expect(titles()).toEqual(['One'])
})
