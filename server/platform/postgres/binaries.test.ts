import { chownSync, cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { systemAccounts } from './account.ts'
import { type Binaries, copyBinaries, findBinaries, linkElsewhere, linkLibraries, tryBinaries } from './binaries.ts'
import { isRoot, temporaryFolder } from './testing/clusters.ts'

const place = temporaryFolder()
afterAll(() => place.remove())
const nobody = isRoot ? (systemAccounts().find(({ name }) => name === 'nobody') ?? null) : null

/** As the registry delivers the package when install scripts are switched off. */
function withoutLinks(name: string): Binaries {
  const original = findBinaries('18')
  const folder = join(place.folder, name, 'native')
  cpSync(original.folder, folder, { recursive: true })
  for (const entry of readdirSync(join(folder, 'lib'), { withFileTypes: true })) {
    if (entry.isSymbolicLink()) rmSync(join(folder, 'lib', entry.name))
  }
  return { ...original, folder }
}

test('missing library links are made beside the libraries', () => {
  const bare = withoutLinks('writable')
  expect(tryBinaries(bare, nobody)).toContain('shared libraries')
  expect(tryBinaries(linkLibraries(bare, place.folder), nobody)).toBeNull()
})

test('where the package may not be written, links in another folder serve', () => {
  const bare = withoutLinks('read-only')
  const linked = linkElsewhere(bare, place.folder)
  expect(readdirSync(join(bare.folder, 'lib'))).not.toContain('libpq.so')
  expect(tryBinaries(linked, nobody)).toBeNull()
})

test.skipIf(!isRoot)('a copy in the system folder runs as another account', () => {
  const hidden = join(place.folder, 'hidden')
  mkdirSync(hidden, { mode: 0o700 })
  chownSync(hidden, 0, 0)
  const original = { ...findBinaries('18'), folder: join(hidden, 'native') }
  cpSync(findBinaries('18').folder, original.folder, { recursive: true })
  expect(tryBinaries(original, nobody)).not.toBeNull()
  const system = join(place.folder, 'system')
  mkdirSync(system, { mode: 0o755 })
  const copy = copyBinaries(original, system)
  expect(tryBinaries(copy, nobody)).toBeNull()
  expect(copyBinaries(original, system).folder).toBe(copy.folder)
})
