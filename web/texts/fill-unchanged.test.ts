import { expect, it } from 'vitest'
import { fillUnchanged } from './fill-unchanged.ts'

const fill = (html: string) => html.replace('{{name}}', 'Carl')
const pause = async () => undefined

it('what is typed while gaps are filled stays', async () => {
  let box = 'Dear {{name}}'
  const asked: string[] = []
  const filled = await fillUnchanged({
    read: () => box,
    pause,
    ask: async (html) => {
      asked.push(html)
      if (asked.length === 1) box = 'Dear {{name}}, thank you'
      return fill(html)
    },
  })
  expect(filled).toBe('Dear Carl, thank you')
  expect(asked).toEqual(['Dear {{name}}', 'Dear {{name}}, thank you'])
})

it('nothing is filled into a text that was left meanwhile', async () => {
  let box: string | null = 'Dear {{name}}'
  const ask = async (html: string) => {
    box = null
    return fill(html)
  }
  expect(await fillUnchanged({ read: () => box, pause, ask })).toBeNull()
})
