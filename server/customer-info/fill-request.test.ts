import { expect, test } from 'vitest'
import { fillRequest, type RequestTemplate } from './fill-request.ts'

const get = (url: string): RequestTemplate => ({ method: 'GET', url, body: null })
const urlOf = (template: RequestTemplate, values: Parameters<typeof fillRequest>[1]) => {
  const filled = fillRequest(template, values)
  return filled.ok ? filled.url : `${filled.reason}: ${filled.variables.join()}`
}

test('every value is encoded where it stands, in the path and behind the question mark (T23)', () => {
  const nasty = 'a/b?c=d&e#f%2F \'"\\!*()é日😀'
  const url = urlOf(get('https://crm.example/c/{{contact.name}}?q={{contact.name}}&x=1'), { 'contact.name': nasty })
  const read = new URL(url)
  expect(read.pathname.split('/')).toHaveLength(3)
  expect(decodeURIComponent(read.pathname.slice(3))).toBe(nasty)
  expect([...read.searchParams]).toEqual([
    ['q', nasty],
    ['x', '1'],
  ])
  expect(read.hash).toBe('')
})

test('a value that looks like a variable is only a value', () => {
  expect(
    urlOf(get('https://crm.example/?a={{contact.name}}&b={{ Contact.Email }}'), {
      'contact.name': '{{contact.email}}',
      'contact.email': 'y@x.example',
    }),
  ).toBe('https://crm.example/?a=%7B%7Bcontact.email%7D%7D&b=y%40x.example')
})

test('G1 path: no value leads out of its place in the path (T23)', () => {
  for (const value of ['.', '..', ' .. ']) {
    expect(urlOf(get('https://crm.example/a/{{search}}/b'), { search: value })).toBe('in_path: search')
    expect(urlOf(get('https://crm.example/?q={{search}}'), { search: value })).toBe(`https://crm.example/?q=${value.trim()}`)
  }
  expect(urlOf(get('https://crm.example/%2e{{search}}'), { search: '.' })).toBe('in_path: search')
  expect(urlOf(get('https://crm.example/a/{{search}}'), { search: '../admin' })).toBe('https://crm.example/a/..%2Fadmin')
})

test('nothing is asked without something to ask with', () => {
  expect(urlOf(get('https://crm.example/{{contact.phone}}'), { 'contact.email': 'y@x.example' })).toBe('missing: contact.phone')
  expect(urlOf(get('https://crm.example/?m={{contact.email}}&p={{contact.phone}}'), {})).toBe('missing: contact.email,contact.phone')
  expect(urlOf(get('https://crm.example/?m={{contact.email}}&p={{contact.phone}}'), { 'contact.phone': '1' })).toBe(
    'https://crm.example/?m=&p=1',
  )
})

test('in JSON a value can end neither its string nor its object', () => {
  const body = '{"find":{"mail":"{{contact.email}}","note":"for {{contact.name}}"},"limit":1,"list":["{{search}}"]}'
  const filled = fillRequest(
    { method: 'POST', url: 'https://crm.example/find', body },
    { 'contact.email': '","admin":true,"x":"', 'contact.name': 'a\\"\n{{search}}\ud800', search: '$&' },
  )
  expect(JSON.parse((filled.ok && filled.body) || '')).toEqual({
    find: { mail: '","admin":true,"x":"', note: 'for a\\"\n{{search}}\ufffd' },
    limit: 1,
    list: ['$&'],
  })
})
