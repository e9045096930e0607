import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { packageRoot } from '../package-root.ts'

export interface MigrationFile {
  readonly name: string
  readonly text: string
  /** SHA-256 in hexadecimal, the same whatever line ends a checkout has. */
  readonly checksum: string
}

export const migrationsFolder = () => join(packageRoot(), 'server', 'migrations')

/** Every migration of a folder, in order. */
export async function migrationFiles(folder: string): Promise<MigrationFile[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
  return Promise.all(
    names.map(async (name) => {
      const text = (await readFile(join(folder, name), 'utf8')).replaceAll('\r\n', '\n')
      return { name, text, checksum: createHash('sha256').update(text).digest('hex') }
    }),
  )
}

/** The checksums of what was ever released, by name. A file that is listed there never changes again. */
export async function releasedChecksums(folder: string): Promise<Readonly<Record<string, string>>> {
  return JSON.parse(await readFile(join(folder, 'released.json'), 'utf8')) as Record<string, string>
}
