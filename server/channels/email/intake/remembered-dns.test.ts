import { afterEach, expect, test, vi } from 'vitest'
import { rememberAnswers } from './remembered-dns.ts'

afterEach(() => void vi.useRealTimers())

const failing = (code: string) => Promise.reject(Object.assign(new Error(code), { code }))

test('the same question is asked once, in whatever case, also while the answer is on its way', async () => {
  const ask = vi.fn((name: string, _type: string) => Promise.resolve([name]))
  const resolve = rememberAnswers(ask)
  expect(await Promise.all([resolve('customer.example', 'TXT'), resolve('Customer.Example', 'TXT')])).toEqual([
    ['customer.example'],
    ['customer.example'],
  ])
  await resolve('customer.example', 'MX')
  expect(ask.mock.calls).toEqual([
    ['customer.example', 'TXT'],
    ['customer.example', 'MX'],
  ])
})

test('that there is no such name is an answer; a DNS that fails is asked again', async () => {
  const missing = vi.fn(() => failing('ENOTFOUND'))
  const down = vi.fn(() => failing('ESERVFAIL'))
  for (const [ask, asked] of [
    [missing, 1],
    [down, 2],
  ] as const) {
    const resolve = rememberAnswers(ask)
    for (let n = 0; n < 2; n += 1) await expect(resolve('customer.example', 'TXT')).rejects.toThrow()
    expect(ask).toHaveBeenCalledTimes(asked)
  }
})

test('a minute later it is asked again', async () => {
  vi.useFakeTimers({ toFake: ['performance'] })
  const ask = vi.fn(() => Promise.resolve([]))
  const resolve = rememberAnswers(ask)
  await resolve('customer.example', 'TXT')
  vi.advanceTimersByTime(59_000)
  await resolve('customer.example', 'TXT')
  vi.advanceTimersByTime(2_000)
  await resolve('customer.example', 'TXT')
  expect(ask).toHaveBeenCalledTimes(2)
})
