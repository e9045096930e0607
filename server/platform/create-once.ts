import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'

/** The text of a private file; made with `make` if it is not there. Of two processes that start together both read the same. */
export function createOnce(file: string, make: () => string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  const making = `${file}.${process.pid}`
  writeFileSync(making, make(), { mode: 0o600 })
  try {
    linkSync(making, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(making)
  }
  return readFileSync(file, 'utf8')
}
