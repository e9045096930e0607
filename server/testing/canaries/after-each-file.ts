import { afterAll } from 'vitest'
import { startOver } from './collector.ts'
import { watchFetch } from './watched-fetch.ts'

// Runs anew for each test file. The first hook that is registered is the last that runs: what the file closes is closed by then.
watchFetch()
startOver()

afterAll(async () => {
  const findings = await startOver().findings()
  if (findings.length > 0) throw new Error(`What must stay inside was seen outside:\n${findings.join('\n')}`)
})
