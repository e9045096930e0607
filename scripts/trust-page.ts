import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TrustCase, trustCases } from './trust-cases.ts'

interface Proof {
  readonly file: string
  readonly title: string
}

const parts = ['lifecycle', 'conditions', 'server', 'cli', 'client', 'ui', 'web', 'portal', 'widget', 'e2e', 'bench']
const ID = '(?:[A-H]\\d{1,2}|fault \\d{1,2})'
/** `A1: …`, `E1 staff: …`, `H9 fault 22: …` at the beginning of a title, also behind the table of an it.each or in one. */
const TITLE = new RegExp(`(?<=[\\s([])(['"\`])((${ID}(?: ${ID})*)(?: [A-Za-z][\\w -]{0,24})?: (?:\\\\.|(?!\\1)[^\\\\\\n])+)\\1`, 'g')

/**
 * The page of all hostile cases and faults with the tests that prove them.
 * @returns the page, and the ids that ought to have a test and have none
 */
export function trustPage(root: string): { page: string; missing: string[]; unknown: string[] } {
  const proofs = proofsBelow(root)
  const all = trustCases.flatMap(({ cases }) => cases)
  const lines = [
    '# Hostile input and faults',
    '',
    'What has to hold whatever is sent and whatever breaks, and the tests that prove it. Generated from `scripts/trust-cases.ts` and the',
    'titles of the tests. ★ has to hold before a release.',
    '',
  ]
  for (const { title, cases } of trustCases) {
    lines.push(`## ${title}`, '', '| id | what holds | proven by |', '|---|---|---|')
    for (const one of cases) lines.push(`| ${one.id}${one.starred ? ' ★' : ''} | ${one.outcome} | ${provenBy(one, proofs.get(one.id))} |`)
    lines.push('')
  }
  return {
    page: lines.join('\n'),
    missing: all.filter(({ id, without }) => without === undefined && !proofs.has(id)).map(({ id }) => id),
    unknown: [...proofs.keys()].filter((id) => !all.some((one) => one.id === id)),
  }
}

function provenBy({ without }: TrustCase, proofs: Proof[] | undefined): string {
  if (proofs) {
    const files = [...new Set(proofs.map(({ file }) => file))]
    return files.map((file) => `\`${file}\`: ${titlesOf(proofs.filter((one) => one.file === file))}`).join('<br>')
  }
  if (without === 'later') return '*later: what it is about does not exist yet*'
  return without ?? '**missing**'
}

const titlesOf = (proofs: Proof[]) => proofs.map(({ title }) => title.replace(/^[^:]*: /, '').replace(/[|<>*_`]/g, '\\$&')).join('; ')

/** The titles of all tests, by the ids they begin with. A test that is skipped proves nothing. */
function proofsBelow(root: string): Map<string, Proof[]> {
  const found = new Map<string, Proof[]>()
  for (const file of testFiles(root)) {
    for (const [, , title = '', ids = ''] of readFileSync(join(root, file), 'utf8').matchAll(TITLE))
      for (const [id] of ids.matchAll(new RegExp(ID, 'g')))
        found.set(id, [...(found.get(id) ?? []), { file, title: title.replaceAll(/\\(.)/g, '$1') }])
  }
  return found
}

function testFiles(root: string): string[] {
  return parts
    .flatMap((part) => {
      try {
        return readdirSync(join(root, part), { recursive: true, encoding: 'utf8' }).map((name) => `${part}/${name.replaceAll('\\', '/')}`)
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
        throw error
      }
    })
    .filter((name) => /\.test\.tsx?$/.test(name))
    .sort()
}
