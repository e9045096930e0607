// Sends hostile requests to every route for a while: npx tsx bench/fuzz.ts --seconds 600 --seed 1
// Ends with 1 when an answer broke a rule; each finding names its request as a curl command and can be had again by its seed.
import { parseArgs } from 'node:util'
import { fuzz } from '../server/testing/fuzz/fuzz.ts'
import startClusters from '../server/testing/global-setup.ts'

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '60' }, seed: { type: 'string' }, requests: { type: 'string' } },
})
const seed = Number(values.seed ?? Date.now() % 1_000_000)
const stop = await startClusters()
try {
  const result = await fuzz({
    seed,
    seconds: Number(values.seconds),
    requests: values.requests === undefined ? undefined : Number(values.requests),
    found: (finding) => console.log(finding),
  })
  const statuses = Object.entries(result.statuses).map(([status, n]) => `${status}: ${n}`)
  console.log(`${result.requests} requests with seed ${seed}; ${statuses.join(', ')}`)
  console.log(`never succeeded: ${result.neverSucceeded.join(', ') || 'none'}`)
  console.log(`${result.findings.length} findings`)
  process.exitCode = result.findings.length > 0 ? 1 : 0
} finally {
  await stop()
}
