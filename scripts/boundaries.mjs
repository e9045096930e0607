// Checks who imports whom by the rules of .dependency-cruiser.cjs.
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const require = createRequire(import.meta.url)
process.chdir(root)

// dependency-cruiser has @swc/core read every file as TypeScript without JSX and gives no way to say otherwise (its parse.mjs has a
// to-do); with it, and with TypeScript 7, which has no JavaScript API, .tsx files could not be read at all.
const swc = require('@swc/core')
const parseFileSync = swc.parseFileSync.bind(swc)
swc.parseFileSync = (file, options) => parseFileSync(file, { ...options, tsx: file.endsWith('x') })

const { cruise, format } = await import('dependency-cruiser')
const { forbidden, options } = require(join(root, '.dependency-cruiser.cjs'))
const parts = ['lifecycle', 'conditions', 'server', 'cli', 'client', 'ui', 'web', 'portal', 'widget', 'e2e', 'bench'].filter((part) =>
  existsSync(part),
)

const { output: graph } = await cruise(parts, { ...options, ruleSet: { forbidden }, validate: true })
const { output, exitCode } = await format(graph, { outputType: 'err' })
console.log(output.trim())
const seen = graph.modules.filter(({ source }) => /^(lifecycle|server|web)\/.*\.tsx?$/.test(source))
// Without a parser that can read TypeScript it finds nothing and reports success.
if (seen.length < 100) {
  console.log(`Only ${seen.length} modules were read; the parser is missing or the folders have moved.`)
  process.exit(1)
}
process.exit(exitCode === 0 ? 0 : 1)
