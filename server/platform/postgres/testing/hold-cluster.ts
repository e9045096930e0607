// Run as a process of its own by the tests: takes a cluster and holds it until it is killed, or told to stop on stdin.
import { startEmbedded } from '../embedded.ts'

const [dataFolder = '', systemFolder] = process.argv.slice(2)
const log = { info: () => undefined, warn: (message: string) => console.error(message) }
try {
  const embedded = await startEmbedded({ dataFolder, log, systemFolder })
  console.log(JSON.stringify({ pid: embedded.pid, app: embedded.app, uid: process.getuid?.() }))
  process.stdin.once('data', () => void embedded.stop().then(() => process.exit(0)))
} catch (error) {
  console.log(JSON.stringify({ problem: (error as Error).message, name: (error as Error).name }))
  process.exit(1)
}
