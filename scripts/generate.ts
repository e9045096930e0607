// Writes what is generated from the API's own schemas: the OpenAPI document, the types of the client, and the list of
// problem codes; and which tests prove what is promised. With --check it writes nothing and fails when a file is not what it would write.
import { mkdtempSync, readFileSync, rmSync, writeFileSync, existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { builtInLifecycles, diagram } from '../lifecycle/index.ts'
import { apiDocument } from '../server/api-document.ts'
import { errorCatalogue } from '../server/platform/errors/index.ts'
import { type ApiDocument as DocumentOfTests, operationsOf } from '../server/testing/api-operations.ts'
import { permissionPage } from '../server/testing/route-policy.ts'
import { trustPage } from './trust-page.ts'
import { type ApiDocument, typesOf } from './types-of-openapi.ts'

const root = join(import.meta.dirname, '..')
const folder = mkdtempSync(join(tmpdir(), 'statedesk-generate-'))
const document = (await apiDocument(folder)) as unknown as ApiDocument
rmSync(folder, { recursive: true, force: true })

const trust = trustPage(root)

const files: Record<string, string> = {
  'docs/reference/openapi.json': `${JSON.stringify(document, null, 2)}\n`,
  'docs/reference/problems.md': problemList(),
  'docs/reference/lifecycles.md': lifecycleList(),
  'docs/reference/trust.md': trust.page,
  'docs/reference/permissions.md': permissionPage(operationsOf(document as unknown as DocumentOfTests)),
  'client/schema.ts': typesOf(document),
}

if (trust.unknown.length > 0)
  throw new Error(`Titles of tests begin with ${trust.unknown.join(', ')}, which scripts/trust-cases.ts does not know`)
if (trust.missing.length > 0) throw new Error(`No test begins with ${trust.missing.join(', ')}: scripts/trust-cases.ts promises them`)

const check = process.argv.includes('--check')
const stale = Object.entries(files).filter(
  ([file, text]) => !existsSync(join(root, file)) || readFileSync(join(root, file), 'utf8') !== text,
)
if (check && stale.length > 0) {
  console.error(`Not what the code says: ${stale.map(([file]) => file).join(', ')}. Run npm run generate.`)
  process.exit(1)
}
if (!check) for (const [file, text] of stale) writeFileSync(join(root, file), text)

function problemList(): string {
  const rows = Object.entries(errorCatalogue).map(
    ([code, { status, title, detail }]) => `| \`${code}\` | ${status} | ${title} | ${detail} |`,
  )
  return [
    '# Problems',
    '',
    'Every error is a problem document (RFC 9457). `code` is stable; the words may change.',
    '',
    '| code | status | title | detail |',
    '|---|---|---|---|',
    ...rows,
    '',
  ].join('\n')
}

function lifecycleList(): string {
  const parts = Object.values(builtInLifecycles).flatMap((lifecycle) => [
    `## ${lifecycle.name.en} (\`${lifecycle.key}\`)`,
    '',
    '| status | key | category |',
    '|---|---|---|',
    ...Object.entries(lifecycle.statuses).map(([key, status]) => `| ${status.label.en} | \`${key}\` | ${status.category} |`),
    '',
    '```mermaid',
    diagram(lifecycle).trimEnd(),
    '```',
    '',
  ])
  return ['# The five built-in lifecycles', '', 'Generated from `lifecycle/built-in/`.', '', ...parts].join('\n')
}
