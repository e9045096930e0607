// The static half of `npm test`: types, lint, format, dead code, boundaries, generated files.
import { fileURLToPath } from 'node:url'
import { runSteps } from './steps.mjs'

const steps = [
  { name: 'types', program: 'tsc', args: ['-p', '.'] },
  { name: 'lint', program: 'oxlint', args: ['--type-aware'] },
  { name: 'boundaries', program: 'node', args: ['scripts/boundaries.mjs'] },
  { name: 'dead code', program: 'knip', args: ['--no-progress'] },
  { name: 'generated files', program: 'tsx', args: ['scripts/generate.ts', '--check'] },
  { name: 'format', program: 'biome', args: ['format', '.'] },
]

export const check = () => runSteps(steps)

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { failed } = await check()
  process.exitCode = failed === 0 ? 0 : 1
}
