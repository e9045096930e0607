import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const SOURCES = [
  'lifecycle',
  'conditions',
  'server',
  'cli',
  'client',
  'ui',
  'web',
  'portal',
  'widget',
  'package.json',
  'vite.config.ts',
  'scripts/build.mjs',
]

/** Builds when a source changed since the last build; of several that start together one builds and the others wait. */
export async function buildIfStale(root) {
  if (isFresh(root)) return
  if (!hasBuildTools() && existsSync(join(root, 'dist', '.stamp'))) return
  const release = await lock(join(root, 'dist.lock'))
  try {
    if (!isFresh(root)) await build(root)
  } finally {
    release()
  }
}

async function build(root) {
  const first = !existsSync(join(root, 'dist'))
  // Standard error: the output of commands is read by scripts.
  console.error(first ? 'Building (first start only)…' : 'Building (the sources changed)…')
  const stamp = stampOf(root)
  const folder = join(root, `dist.tmp-${process.pid}`)
  mkdirSync(folder)
  try {
    const parts = await Promise.allSettled([buildServer(root, folder), buildWeb(root, folder)])
    for (const part of parts) if (part.status === 'rejected') throw part.reason
    writeFileSync(join(folder, '.stamp'), stamp)
    writeFileSync(join(folder, '.assets'), JSON.stringify(assetsOf(folder)))
    swap(folder, join(root, 'dist'))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function buildServer(root, folder) {
  const { build } = await tool('rolldown')
  await build({
    input: join(root, 'cli', 'main.ts'),
    cwd: root,
    platform: 'node',
    external: (id) => !id.startsWith('.') && !id.startsWith('/') && !/^[A-Za-z]:[\\/]/.test(id),
    logLevel: 'warn',
    // One file: a server that runs must not look for parts of itself that the next build has replaced.
    output: { file: join(folder, 'server', 'cli.mjs'), format: 'esm', sourcemap: true, codeSplitting: false },
  })
  // What runs in a thread of its own is given to it as text: everything it needs is in that one file.
  await build({
    input: join(root, 'server', 'channels', 'email', 'intake', 'reading-worker.ts'),
    cwd: root,
    platform: 'node',
    logLevel: 'warn',
    output: { file: join(folder, 'server', 'reading-worker.cjs'), format: 'cjs', codeSplitting: false },
  })
}

async function buildWeb(root, folder) {
  const configFile = join(root, 'vite.config.ts')
  if (!existsSync(configFile)) return
  const { build } = await tool('vite')
  const { NODE_ENV } = process.env
  process.env.STATEDESK_BUILD_DIR = folder
  // What builds it may be a test run, whose own NODE_ENV would bring in the slow halves of libraries.
  process.env.NODE_ENV = 'production'
  try {
    await build({ configFile, logLevel: 'warn' })
  } finally {
    delete process.env.STATEDESK_BUILD_DIR
    if (NODE_ENV === undefined) delete process.env.NODE_ENV
    else process.env.NODE_ENV = NODE_ENV
  }
}

async function tool(name) {
  try {
    return await import(name)
  } catch (error) {
    if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error
    console.error(`Statedesk is not built yet, and ${name}, which builds it, is not installed. Run: npm ci --include=dev`)
    process.exit(1)
  }
}

function hasBuildTools() {
  try {
    import.meta.resolve('rolldown')
    import.meta.resolve('vite')
    return true
  } catch {
    return false
  }
}

function isFresh(root) {
  const stamp = join(root, 'dist', '.stamp')
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === stampOf(root)
}

/** Changes when a source file does: names, sizes and times are quicker to read than contents. */
function stampOf(root) {
  const hash = createHash('sha256')
  for (const source of SOURCES)
    for (const file of filesBelow(join(root, source))) {
      const { size, mtimeMs } = statSync(file)
      hash.update(`${file.slice(root.length)}\0${size}\0${mtimeMs}\n`)
    }
  return hash.digest('hex')
}

function filesBelow(path) {
  if (!existsSync(path)) return []
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path, { withFileTypes: true })
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((entry) => {
      if (entry.isDirectory()) return filesBelow(join(path, entry.name))
      return entry.name.includes('.test.') ? [] : [join(path, entry.name)]
    })
}

function swap(fresh, dist) {
  const old = `${dist}.old-${process.pid}`
  if (existsSync(dist)) {
    keepAssets(dist, fresh)
    renameSync(dist, old)
  }
  renameSync(fresh, dist)
  rmSync(old, { recursive: true, force: true })
}

/** Pages that are open keep asking for the files of the build they came from, so those stay for one more build. */
function keepAssets(dist, fresh) {
  if (!existsSync(join(dist, '.assets'))) return
  for (const name of JSON.parse(readFileSync(join(dist, '.assets'), 'utf8'))) {
    const kept = join(fresh, 'web', 'assets', name)
    if (!existsSync(kept)) copyFileSync(join(dist, 'web', 'assets', name), kept)
  }
}

function assetsOf(dist) {
  const folder = join(dist, 'web', 'assets')
  return existsSync(folder) ? readdirSync(folder) : []
}

/** Only saves work: builds do not disturb each other, each has a folder of its own until it is whole. */
async function lock(file) {
  for (;;) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' })
      return () => rmSync(file, { force: true })
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
    if (isAbandoned(file)) rmSync(file, { force: true })
    else await pause(100)
  }
}

function isAbandoned(file) {
  try {
    const pid = Number(readFileSync(file, 'utf8'))
    // Empty in the moment between its making and its writing.
    if (pid === 0) return Date.now() - statSync(file).mtimeMs > 5000
    process.kill(pid, 0)
    return false
  } catch (error) {
    return error.code === 'ESRCH'
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = dirname(dirname(fileURLToPath(import.meta.url)))
  if (isFresh(root)) console.error('The build is fresh.')
  await buildIfStale(root)
}
