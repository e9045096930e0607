import { expect, test } from 'vitest'
import type { InfoSource } from '../../client/types.ts'
import { draftOf, fieldDraft, inputOf, isSameServer, pathsIn, variablesUsed } from './source-draft.ts'

const draft = draftOf(null)

test('every value of an answer can be chosen by its path', () => {
  const raw = JSON.stringify({
    customer: { name: 'Yuki', orders: [{ total: 12 }, { total: 7 }], none: null, 'a.b': 1 },
    list: [],
    vip: false,
  })
  expect(pathsIn(raw)).toEqual([
    { path: 'customer.name', value: 'Yuki' },
    { path: 'customer.orders[0].total', value: '12' },
    { path: 'vip', value: 'false' },
  ])
  expect(pathsIn('[{"id":1}]')).toEqual([{ path: '[0].id', value: '1' }])
  expect(pathsIn('{"cut": [')).toEqual([])
  expect(
    pathsIn(JSON.stringify(Array.from({ length: 3 }, () => Object.fromEntries(Array.from({ length: 90 }, (_, n) => [`k${n}`, n]))))),
  ).toHaveLength(40)
})

test('the form asks for a value of each variable that is used', () => {
  expect(variablesUsed({ ...draft, url: 'https://x.example/{{ Contact.Email }}?q={{search}}' })).toEqual(['contact.email', 'search'])
  expect(variablesUsed({ ...draft, url: 'https://x.example/', body: '{"p":"{{contact.phone}}"}', method: 'POST' })).toEqual([
    'contact.phone',
  ])
  expect(variablesUsed({ ...draft, url: 'https://x.example/', body: '{"p":"{{contact.phone}}"}' })).toEqual([])
})

test('what is sent leaves out empty rows, a body of GET and a secret nobody typed', () => {
  const input = inputOf({ ...draft, body: '{}', auth: { header: ' X-Key ', secret: '' } })
  expect([input.fields, input.body, input.auth]).toEqual([[], null, { header: 'X-Key' }])
})

test('the same source gives the same form, in which its rows are told apart', () => {
  const source = {
    id: '1',
    version: 1,
    name: 'Shop',
    enabled: true,
    useFor: 'tickets',
    desks: null,
    method: 'GET',
    url: 'https://shop.example/{{contact.email}}',
    body: null,
    auth: null,
    timeoutSeconds: 5,
    fields: [
      { label: 'Plan', path: 'plan', kind: 'text' },
      { label: 'Plan', path: 'plan', kind: 'text' },
    ],
    updatedAt: '2026-11-22T00:00:00.000Z',
  } satisfies InfoSource
  const one = draftOf(source)
  expect(draftOf(source)).toEqual(one)
  expect(new Set([...one.fields, fieldDraft()].map(({ key }) => key)).size).toBe(3)
})

test('a server is its scheme, host and port', () => {
  expect(isSameServer('https://A.example/x', 'https://a.example/{{search}}')).toBe(true)
  expect(isSameServer('https://a.example', 'https://a.example:8443')).toBe(false)
  expect(isSameServer('https://a.example', 'http://a.example')).toBe(false)
})
