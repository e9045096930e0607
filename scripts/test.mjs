// Everything CI runs. Ends with one line: N passed, N failed.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join, relative } from 'node:path'
import { buildIfStale } from './build.mjs'
import { check } from './check.mjs'
import { root, run } from './steps.mjs'

const total = { passed: 0, failed: 0 }
/** Told once more at the end, where they are read first. */
const failures = []
/** A test that fails beside another one is worth a look, even where it passes alone: what two do at once is what a desk lives from. */
const onlyAlone = []
/** So many files of a part may fail beside others; where more do, it is not the machine. */
const mostAlone = 3
/**
 * The program around the embedded server, HTTP, attacks and floods, reading mails, copies that already go from one version to the
 * other, and long walks over statements that other tests make as well, the rows of the lifecycles among them.
 */
const sameOnEveryPostgres =
  /^server\/(platform\/(postgres|http)|testing|operations\/backup|channels\/email\/reading)\/|^server\/(access\/(hostile-requests|route-policy)|me\/session|feed\/stream|tickets\/(actions|(sign-off|sign-off-closure|live|support|inbox)\.api)|channels\/email\/(smtp-listener|intake\/(hostile-intake|read-off-loop)|sending\/compose-mail)|floods|outages|clocks|disk-full|slow-clients)\.test/
const asAWhole = 'as a whole'
const reports = mkdtempSync(join(tmpdir(), 'statedesk-reports-'))

await part('static checks', check)
await part('tests on PostgreSQL 18', () => testsBeside(['--project', 'unit', '--project', 'alone'], { STATEDESK_TEST_PG: '18' }))
await part('tests with a database on PostgreSQL 15', async () => {
  if (process.platform !== 'linux' || process.arch !== 'x64') return skip('the PostgreSQL 15 for tests exists for Linux x64 only')
  return testsBeside(['--project', 'unit', '--project', 'alone'], { STATEDESK_TEST_PG: '15' }, testsWithDatabase())
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
  return testsBeside(['--project', 'journeys'], { CHROMIUM: chromium })
})

await part('the product, its world made to fail', async () => {
  await buildIfStale(root)
  return vitest(['--project', 'faults'])
})

rmSync(reports, { recursive: true, force: true })
for (const { name, why } of onlyAlone) console.log(`◌ passed only when nothing ran beside it: ${name}${why}`)
for (const { name, why } of failures) console.log(`✗ ${name}${why}`)
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
  const inPart = (tests = []) => tests.map((test) => ({ ...test, name: `${name}: ${test.name}` }))
  onlyAlone.push(...inPart(result.onlyAlone))
  if (result.failed > 0) failures.push(...(result.tests?.length ? inPart(result.tests) : [{ name, why: '' }]))
  console.log(`── ${name}: ${result.passed} passed, ${result.failed} failed in ${((Date.now() - startedAt) / 1000).toFixed(1)} s`)
}

/** Two files at a time ask much of a small machine: what fails is told once more, with nothing beside it. */
async function testsBeside(projects, env, chosen = []) {
  const first = await vitest([...projects, ...chosen], env)
  // What a file leaves behind, words that leaked among it, is no question of time.
  const isOfTests = !first.outside && !first.tests?.some(({ name }) => name.endsWith(asAWhole))
  if (!first.files?.length || first.files.length > mostAlone || !isOfTests) return first
  console.log(`\n── once more, one at a time: ${first.files.join(', ')}`)
  const again = await vitest([...projects, '--no-file-parallelism', ...first.files], env)
  if (!again.tests) return first
  return {
    // A file is told whole: what passed in it before passed there too, or failed.
    passed: first.passed - first.passedInFiles + again.passed,
    failed: again.failed,
    tests: again.tests,
    onlyAlone: first.tests.filter(({ name }) => !again.tests.some((test) => test.name === name)),
  }
}

async function vitest(args, env = {}) {
  const report = join(reports, `${readdirSync(reports).length}.json`)
  const { code, output } = await run('vitest', ['run', ...args, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`], {
    env,
    live: true,
  })
  if (!existsSync(report)) return { passed: 0, failed: 1 }
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, 'utf8'))
  const tests = testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((one) => one.status === 'failed')
    if (status === 'failed' && failed.length === 0) return [{ name: `${relative(root, name)} ${asAWhole}`, why: reasonOf(message) }]
    return failed.map(({ fullName, failureMessages }) => ({ name: fullName, why: reasonOf(failureMessages[0]) }))
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
    tests,
    files,
    passedInFiles,
    outside: /Unhandled Errors?/.test(output),
  }
}

/** The first lines of what a test said: enough to begin with, where the whole output is not kept. */
function reasonOf(message = '') {
  const lines = message.split('\n').filter((line) => line.trim() !== '' && !line.includes('node_modules'))
  return lines
    .slice(0, 12)
    .map((line) => `\n    ${line.replaceAll(root, '').slice(0, 300)}`)
    .join('')
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
