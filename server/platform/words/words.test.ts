import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, test } from 'vitest'
import { z } from 'zod'
import { packageRoot } from '../package-root.ts'
import { fieldMessage, inLanguage, languageOf } from './index.ts'
import { japanese } from './ja/index.ts'
import { korean } from './ko/index.ts'
import { fits, workedMs } from '../../testing/fits.ts'

describe('the language of a request', () => {
  it.each([
    [undefined, 'en'],
    ['', 'en'],
    ['*', 'en'],
    ['ja', 'ja'],
    ['ko-KR', 'ko'],
    ['JA-jp;q=0.9, en;q=0.8', 'ja'],
    ['en-GB,ja;q=0.9', 'en'],
    ['de, ko;q=0.4, ja;q=0.5', 'ja'],
    ['fr-FR, fr;q=0.9', 'en'],
    ['ja;q=0, ko;q=0.1', 'ko'],
    ['jam', 'en'],
    [`${'x,'.repeat(400)}ja`, 'en'],
  ])('%j is answered in %s', (header, language) => expect(languageOf(header)).toBe(language))
})

describe('a sentence in another language', () => {
  it('keeps what was put into it', () => {
    expect(inLanguage('There is a team “Blue {2} $& team” already. Choose another name.', 'ja')).toBe(
      '「Blue {2} $& team」というチームはすでにあります。別の名前にしてください。',
    )
  })
  it('has its parts in that language too, where they are sentences', () => {
    expect(inLanguage('“メモ” is not possible: the ticket is in the trash. Restore it first.', 'ja')).toBe(
      '「メモ」は実行できません。このチケットはゴミ箱にあります。先に元に戻してください。',
    )
  })
  it('stays English where it is not known, and where English is wanted', () => {
    expect(inLanguage('Nobody ever said this.', 'ko')).toBe('Nobody ever said this.')
    expect(inLanguage('is missing', 'en')).toBe('is missing')
  })
  it('is not searched for ever', () => {
    const began = workedMs()
    inLanguage(', but the domain of '.repeat(90), 'ja')
    inLanguage(', but the domain of '.repeat(500_000), 'ja')
    expect(fits(workedMs() - began, 200)).toBe(true)
  })
})

const body = z.strictObject({
  name: z.string().min(2).max(3),
  size: z.number().int().min(1).max(9),
  kind: z.enum(['a', 'b']),
  at: z.iso.datetime(),
  list: z.array(z.string()).max(1),
})

test('what the library says of a field is said in Japanese and Korean, and is never left English', () => {
  const inputs: unknown[] = [
    {},
    { name: 'x', size: 0, kind: 'c', at: 'now', list: ['a', 'b'], more: 1 },
    { name: 'xxxx', size: 10.5, kind: null, at: 1, list: {} },
    { name: ['x'], size: '1', kind: 'a', at: '2026-01-01', list: [1] },
    [],
  ]
  const issues = inputs.flatMap((input) => body.safeParse(input).error?.issues ?? [])
  expect(issues.length).toBeGreaterThan(15)
  for (const issue of issues) {
    expect(fieldMessage(issue, 'en')).toBe(issue.message)
    expect(fieldMessage(issue, 'ja'), issue.message).toMatch(/[ぁ-ん]/u)
    expect(fieldMessage(issue, 'ko'), issue.message).toMatch(/[가-힣]/u)
  }
})

test('Japanese and Korean sentences take in what the English ones do, and are none of them', () => {
  const values = (text: string) => [...new Set(text.match(/\{\d\}/g))].sort().join()
  for (const [english, ja] of Object.entries(japanese)) {
    const ko = korean[english as keyof typeof japanese]
    // “shared ” and “inquiry types” are English words put into a sentence, which the others do without.
    const wanted = /^(There are|A desk can have) \{1\} \{2\}/.test(english) ? '{1}' : values(english)
    expect([values(ja), values(ko)], english).toEqual([wanted, wanted])
    expect(ja, english).toMatch(/[ぁ-んァ-ヶ一-鿿]/u)
    expect(ko, english).toMatch(/[가-힣]/u)
    expect(ko, english).not.toMatch(/니다(?!\p{L})/u)
  }
})

test('no sentence stands in two parts', async () => {
  const files = readdirSync(join(import.meta.dirname, 'ja')).filter((file) => file !== 'index.ts')
  const parts = (await Promise.all(files.map((file) => import(`./ja/${file}`)))) as Record<string, Record<string, string>>[]
  expect(parts.flatMap((part) => Object.values(part).flatMap((sentences) => Object.keys(sentences)))).toHaveLength(
    Object.keys(japanese).length,
  )
})

const literal = "('(?:[^'\\\\\\n]|\\\\.)+'|`(?:[^`\\\\]|\\\\.)+`)"
const sayings = [
  `new AppError\\(\\s*'[a-z_]+',\\s*${literal}`,
  `\\binvalid\\(\\s*(?:'[^']*'|[^,()]*\\?[^,()]*:[^,()]*),\\s*${literal}`,
  `\\b(?:no|bad|wrong)\\((?:\\s*'[a-z_]+',)?\\s*${literal}`,
  `\\b(?:message|error): ${literal}`,
  `\\.(?:refine|regex|min|max|check)\\([^\\n]*?, ${literal}\\)`,
  `#wrong\\([^\\n]*?, ${literal}\\)$`,
  `const (?:message|detail) = ${literal}`,
].map((source) => new RegExp(source, 'gm'))

/** Read by who runs the server, at its start or on the command line, not by people at the screens. */
const notOnScreens = /\.test\.ts$|(^|\/)(testing|words|demo|operations|dev)\/|\.cli\.ts$|platform\/(config\.ts|postgres|jobs|db)/

function saidIn(folder: string): Map<string, string> {
  const said = new Map<string, string>()
  const files = readdirSync(join(packageRoot(), folder), { recursive: true, encoding: 'utf8' })
  for (const file of files.filter((name) => name.endsWith('.ts') && !notOnScreens.test(name))) {
    const source = readFileSync(join(packageRoot(), folder, file), 'utf8')
    for (const saying of sayings) {
      for (const [, quoted = ''] of source.matchAll(saying)) {
        let n = 0
        const text = quoted.slice(1, -1).replace(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, () => `{${++n}}`)
        // What is only put together of others is put together anew (fields-sentence.ts).
        if (text.includes(' ') && !text.startsWith('{1}{2}. ')) said.set(text, file)
      }
    }
  }
  return said
}

test('every sentence a refusal or a wrong field can say is there in Japanese and Korean: whoever adds one adds it to ja/ and ko/', () => {
  const said = new Map([...saidIn('server'), ...saidIn('conditions')])
  expect(said.size).toBeGreaterThan(110)
  expect([...said].filter(([text]) => !(text in japanese))).toEqual([])
})
