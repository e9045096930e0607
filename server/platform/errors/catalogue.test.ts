import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { packageRoot } from '../package-root.ts'
import { errorCatalogue } from './catalogue.ts'

const sources = ['server', 'e2e'].flatMap((folder) =>
  readdirSync(join(packageRoot(), folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => ({ file, text: readFileSync(join(packageRoot(), folder, file), 'utf8') })),
)

it('every problem code is asserted by name in a test that provokes it', () => {
  const tests = sources.filter(({ file }) => file.endsWith('.test.ts') && !file.endsWith('catalogue.test.ts'))
  const untested = Object.keys(errorCatalogue).filter((code) => !tests.some(({ text }) => text.includes(`'${code}'`)))
  expect(untested).toEqual([])
})

it('every problem code is used', () => {
  const code = sources.filter(({ file }) => !file.endsWith('.test.ts') && !file.endsWith('catalogue.ts'))
  const unused = Object.keys(errorCatalogue).filter(
    (name) => !code.some(({ text }) => text.includes(`'${name}'`) || text.includes(`.${name}`)),
  )
  expect(unused).toEqual([])
})
