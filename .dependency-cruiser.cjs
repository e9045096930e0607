// Who may import whom. A part of the server is a slice: the others reach it through its index.ts, and it reaches the slices that
// server/modules.ts names before it.
const { readFileSync } = require('node:fs')
const { join } = require('node:path')

const slices = sliceNames()
const test = '\\.test\\.tsx?$|/testing/|\\.fixture\\.ts$'

module.exports = {
  forbidden: [
    {
      name: 'lifecycle-imports-nothing',
      comment: 'The lifecycle engine is pure and can be published alone.',
      severity: 'error',
      from: { path: '^lifecycle/', pathNot: test },
      to: { pathNot: '^lifecycle/' },
    },
    {
      name: 'conditions-import-nothing',
      comment: 'The condition language is pure.',
      severity: 'error',
      from: { path: '^conditions/', pathNot: test },
      to: { pathNot: '^conditions/' },
    },
    {
      name: 'platform-knows-no-slices',
      severity: 'error',
      from: { path: '^server/platform/', pathNot: test },
      to: { path: '^(server/(?!platform/)|cli/|web/|ui/|client/)' },
    },
    {
      name: 'server-imports-no-screens',
      severity: 'error',
      from: { path: '^server/' },
      to: { path: '^(web|ui|portal|widget|cli)/' },
    },
    {
      name: 'screens-import-no-server',
      comment: 'The screens know the server by its API: even its types come from the generated client.',
      severity: 'error',
      from: { path: '^(web|ui|client|portal|widget)/', pathNot: test },
      to: { path: '^(server|cli)/' },
    },
    {
      name: 'slice-unlisted',
      comment: 'A folder of server/ is a slice: name it in server/modules.ts, at its place in the order.',
      severity: 'error',
      from: { path: '^server/[^/]+/', pathNot: `^server/(platform|testing|migrations|${slices.join('|')})/` },
      to: {},
    },
    ...slices.flatMap(rulesFor),
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(node_modules|dist|data)' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.css'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default'],
    },
  },
}

function rulesFor(slice, place) {
  const later = slices.slice(place + 1)
  const folder = `^server/${slice}/`
  // A slice may hold others (channels/email): those are not its inside.
  const inner = slices.filter((other) => other.startsWith(`${slice}/`)).map((other) => `^server/${other}/`)
  return [
    {
      name: `inside-of-${slice}`,
      comment: `Others use ${slice} through its index.ts; the command line through its .cli.ts.`,
      severity: 'error',
      from: { path: '^(server|cli|e2e)/', pathNot: [folder, test] },
      to: { path: folder, pathNot: [`${folder}index\\.ts$`, `${folder}[^/]+\\.cli\\.ts$`, ...inner] },
    },
    {
      name: `order-of-${slice}`,
      comment: `${slice} may call the slices before it in server/modules.ts and hears of later ones through events.`,
      severity: 'error',
      from: { path: folder, pathNot: [test, ...inner] },
      to: { path: `^server/(${[...later, 'testing'].join('|')})/|^server/main\\.ts$`, pathNot: folder },
    },
  ]
}

/** The strings of the list in server/modules.ts. */
function sliceNames() {
  const text = readFileSync(join(__dirname, 'server', 'modules.ts'), 'utf8')
  const list = /modules[^=]*=\s*\[([^\]]*)\]/.exec(text)
  const names = [...(list?.[1] ?? '').matchAll(/'([^']+)'/g)].map((match) => match[1])
  if (names.length === 0) throw new Error('server/modules.ts names no slices')
  return names
}
