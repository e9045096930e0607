// Everything CI runs. Ends with one line: N passed, N failed.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join, relative } from 'node:path'
import { buildIfStale } from './build.mjs'
import { check } from './check.mjs'
import { root, run } from './steps.mjs'

const total = { passed: 0, failed: 0 }
/** Named once more at the end, where they are read first. */
const failures = []
/** A journey that fails beside another one is worth a look, even where it passes alone. */
const onlyAlone = []
/** So many files of journeys may fail beside others; where more do, it is not the machine. */
const mostAlone = 3
/**
 * The program around the embedded server, HTTP, attacks and floods, reading mails, copies that already go from one version to the
 * other, and long walks over statements that other tests make as well.
 */
const sameOnEveryPostgres =
  /^server\/(platform\/(postgres|http)|testing|operations\/backup|channels\/email\/reading)\/|^server\/(access\/(hostile-requests|route-policy)|me\/session|feed\/stream|tickets\/actions|channels\/email\/(smtp-listener|intake\/(hostile-intake|read-off-loop)|sending\/compose-mail)|floods|outages|clocks|disk-full|slow-clients)\.test/
const asAWhole = 'as a whole'
const reports = mkdtempSync(join(tmpdir(), 'statedesk-reports-'))

await part('static checks', check)
await part('tests on PostgreSQL 18', () => vitest(['--project', 'unit', '--project', 'alone'], { STATEDESK_TEST_PG: '18' }))
await part('tests with a database on PostgreSQL 15', async () => {
  if (process.platform !== 'linux' || process.arch !== 'x64') return skip('the PostgreSQL 15 for tests exists for Linux x64 only')
  return vitest(['--project', 'unit', '--project', 'alone', ...testsWithDatabase()], { STATEDESK_TEST_PG: '15' })
})
await part('mail with a real IMAP server', () => {
  if (!testsBelow('server', /\.dovecot\.test\.ts$/).length) return none()
  return find(['dovecot']) ? vitest(['--project', 'mail']) : skip('dovecot is missing: apt-get install dovecot-imapd')
})
await part('browser journeys', async () => {
  if (!testsBelow('e2e', /\.test\.ts$/).length) return none()
  const chromium = process.env.CHROMIUM || find(['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'])
  if (!chromium) return skip('Chromium is missing: apt-get install chromium fonts-noto-cjk, or name one in CHROMIUM')
  await buildIfStale(root)
  return journeys({ CHROMIUM: chromium })
})

await part('the product, its world made to fail', async () => {
  await buildIfStale(root)
  return vitest(['--project', 'faults'])
})

rmSync(reports, { recursive: true, force: true })
for (const name of onlyAlone) console.log(`◌ passed only when nothing ran beside it: ${name}`)
for (const name of failures) console.log(`✗ ${name}`)
console.log(`${total.passed} passed, ${total.failed} failed`)
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1)

async function part(name, work) {
  console.log(`\n── ${name}`)
  const startedAt = Date.now()
  let result
  try {
    result = await work()
  } catch (error) {
    console.error(error)
    result = { passed: 0, failed: 1 }
  }
  total.passed += result.passed
  total.failed += result.failed
  if (result.failed > 0) failures.push(...(result.names ?? []).map((test) => `${name}: ${test}`), ...(result.names?.length ? [] : [name]))
  console.log(`── ${name}: ${result.passed} passed, ${result.failed} failed in ${((Date.now() - startedAt) / 1000).toFixed(1)} s`)
}

/** Two browsers and two products at a time ask much of a small machine: what fails is told once more, with nothing beside it. */
async function journeys(env) {
  const first = await vitest(['--project', 'journeys'], env)
  // What a file leaves behind, words that leaked among it, is no question of time.
  const isOfTests = !first.outside && !first.names?.some((name) => name.endsWith(asAWhole))
  if (!first.files?.length || first.files.length > mostAlone || !isOfTests) return first
  console.log(`\n── once more, one at a time: ${first.files.join(', ')}`)
  const again = await vitest(['--project', 'journeys', '--no-file-parallelism', ...first.files], env)
  if (!again.names) return first
  onlyAlone.push(...first.names.filter((name) => !again.names?.includes(name)))
  // A file is told whole: what passed in it before passed there too, or failed.
  return { passed: first.passed - first.passedInFiles + again.passed, failed: again.failed, names: again.names }
}

async function vitest(args, env = {}) {
  const report = join(reports, `${readdirSync(reports).length}.json`)
  const { code, output } = await run('vitest', ['run', ...args, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`], {
    env,
    live: true,
  })
  if (!existsSync(report)) return { passed: 0, failed: 1 }
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, 'utf8'))
  const names = testResults.flatMap(({ name, status, assertionResults }) => {
    const failed = assertionResults.filter((one) => one.status === 'failed').map(({ fullName }) => fullName)
    return status === 'failed' && failed.length === 0 ? [`${relative(root, name)} ${asAWhole}`] : failed
  })
  const files = testResults.filter(({ status }) => status === 'failed').map(({ name }) => relative(root, name))
  const passedInFiles = testResults
    .filter(({ status }) => status === 'failed')
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status === 'passed').length
  // A file that cannot be loaded, or an error outside of tests, fails the run without a failed test.
  return {
    passed: numPassedTests,
    failed: numFailedTests || (code === 0 ? 0 : 1),
    names,
    files,
    passedInFiles,
    outside: /Unhandled Errors?/.test(output),
  }
}

function skip(reason) {
  console.log(`Skipped: ${reason}`)
  return { passed: 0, failed: process.env.CI === 'true' ? 1 : 0 }
}

function none() {
  console.log('There are none.')
  return { passed: 0, failed: 0 }
}

/** Tests that use the helpers of server/testing run on the oldest PostgreSQL too, unless no statement is their subject. */
function testsWithDatabase() {
  return ['server', 'conditions']
    .flatMap((folder) => testsBelow(folder, /(?<!\.dovecot)\.test\.ts$/))
    .filter((file) => !sameOnEveryPostgres.test(file))
    .filter((file) => /from '.*\/testing\/(?!fits\.ts')|from '\.\/database\.ts'/.test(readFileSync(join(root, file), 'utf8')))
}

function testsBelow(folder, pattern) {
  if (!existsSync(join(root, folder))) return []
  return readdirSync(join(root, folder), { recursive: true })
    .map((name) => join(folder, name))
    .filter((name) => pattern.test(name))
}

function find(programs) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin']
  return programs.flatMap((program) => folders.map((folder) => join(folder, program))).find((path) => existsSync(path))
}
