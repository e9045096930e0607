import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Worker } from 'node:worker_threads'
import type { ReadMailOptions } from '../reading/types.ts'
import { type PreparedMail, prepareMail } from './prepare-mail.ts'

const quickBytes = 64 * 1024
const mostMs = 60_000
const idleMs = 60_000
const mostHeapMb = 384

// Kept from the start: a server that runs must not look for parts of itself that the next build has replaced.
const built = import.meta.url.endsWith('.ts') ? null : readFileSync(new URL('./reading-worker.cjs', import.meta.url), 'utf8')
let thread: Worker | null = null
let tiring: NodeJS.Timeout | undefined
let turn: Promise<unknown> = Promise.resolve()

/**
 * Reads a mail. A large one is read in another thread, one after the other, so that nobody else waits for it; one that takes
 * more time or memory than any real mail fails alone.
 */
export async function readOffLoop(raw: Buffer, options: ReadMailOptions = {}): Promise<PreparedMail> {
  if (raw.length <= quickBytes) return prepareMail(raw, options)
  const mine = turn.then(() => readInThread(raw, options))
  turn = mine.catch(() => undefined)
  return mine
}

async function readInThread(raw: Buffer, options: ReadMailOptions): Promise<PreparedMail> {
  clearTimeout(tiring)
  thread ??= newThread()
  const worker = thread
  worker.ref()
  try {
    const answer = once(worker, 'message', { signal: AbortSignal.timeout(mostMs) })
    worker.postMessage({ raw, options })
    const [mail] = (await answer) as [PreparedMail]
    worker.unref()
    tiring = setTimeout(() => end(worker), idleMs).unref()
    return { ...mail, attachments: mail.attachments.map((one) => ({ ...one, content: bufferOf(one.content) })) }
  } catch (error) {
    end(worker)
    throw error
  }
}

function newThread(): Worker {
  const worker = new Worker(built ?? fromSources(), { eval: true, resourceLimits: { maxOldGenerationSizeMb: mostHeapMb } })
  // Whoever waits for an answer hears of it; without this a thread that fails while it rests would end the process.
  worker.on('error', () => end(worker))
  return worker
}

function end(worker: Worker): void {
  if (thread === worker) thread = null
  void worker.terminate()
}

function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

/** In development and in tests: a line that loads the sources. */
function fromSources(): string {
  const loader = JSON.stringify(
    createRequire(import.meta.url)
      .resolve('tsx/esm/api')
      .replace(/\.cjs$/, '.mjs'),
  )
  const source = JSON.stringify(new URL('./reading-worker.ts', import.meta.url).href)
  return `import(${loader}).then(({ register }) => { register(); return import(${source}) })`
}
