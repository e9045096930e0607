/**
 * Sums up a profile that `--profile` left: where the time goes, by function and by file.
 *
 *   npx tsx bench/load/profile.ts FILE.cpuprofile [SECONDS of the start to leave out: 4]
 */
import { readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { SourceMap } from 'node:module'
import { fileURLToPath } from 'node:url'
import { markdownTable } from './table.ts'

interface Profile {
  readonly nodes: {
    readonly id: number
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number; readonly columnNumber: number }
  }[]
  readonly samples: number[]
  readonly timeDeltas: number[]
}

const [, , file, skipped = '4'] = process.argv
if (!file) throw new Error('name a .cpuprofile')
const profile = JSON.parse(readFileSync(file, 'utf8')) as Profile
const maps = new Map<string, SourceMap | null>()

const own = new Map<number, number>()
let at = 0
profile.samples.forEach((id, i) => {
  const time = profile.timeDeltas[i] ?? 0
  at += time
  if (at > Number(skipped) * 1e6) own.set(id, (own.get(id) ?? 0) + time)
})
const byFunction = new Map<string, number>()
const byFile = new Map<string, number>()
let busy = 0
for (const { id, callFrame } of profile.nodes) {
  const time = own.get(id) ?? 0
  if (callFrame.functionName === '(idle)') continue
  busy += time
  const place = placeOf(callFrame)
  const name = `${callFrame.functionName || '(anonymous)'} ${place.where}`
  byFunction.set(name, (byFunction.get(name) ?? 0) + time)
  byFile.set(place.file, (byFile.get(place.file) ?? 0) + time)
}
console.log(`${(busy / 1e6).toFixed(1)} s busy\n`)
for (const [title, tally] of [
  ['function', byFunction],
  ['file', byFile],
] as const) {
  const rows = [...tally].sort((a, b) => b[1] - a[1]).slice(0, 45)
  console.log(
    `${markdownTable(
      [
        { title: '%', cell: ([, time]) => ((time / busy) * 100).toFixed(1) },
        { title, cell: ([name]) => name },
      ],
      rows,
    )}\n`,
  )
}

/** The bundle is one file: its map says which source a function came from. */
function placeOf({ url, lineNumber, columnNumber }: Profile['nodes'][number]['callFrame']): { file: string; where: string } {
  if (!url.startsWith('file:')) return { file: url || '(native)', where: url }
  const path = fileURLToPath(url)
  const entry = mapOf(path)?.findEntry(lineNumber, columnNumber)
  if (entry && 'originalSource' in entry) {
    const source = relative(process.cwd(), join(dirname(path), entry.originalSource))
    return { file: short(source), where: `${short(source)}:${entry.originalLine + 1}` }
  }
  return { file: short(path), where: `${short(path)}:${lineNumber + 1}` }
}

function mapOf(path: string): SourceMap | null {
  if (!maps.has(path)) {
    try {
      maps.set(path, new SourceMap(JSON.parse(readFileSync(`${path}.map`, 'utf8'))))
    } catch {
      maps.set(path, null)
    }
  }
  return maps.get(path) ?? null
}

function short(path: string): string {
  return path.replace(/^.*node_modules\//, '')
}
