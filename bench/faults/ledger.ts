import { open } from 'node:fs/promises'

/** What a peer saw and what it answered, on disk before it goes on: nothing it claims later is made up. */
export interface Ledger {
  note(entry: Readonly<Record<string, unknown>>): Promise<void>
  close(): Promise<void>
}

export async function openLedger(file: string): Promise<Ledger> {
  const handle = await open(file, 'a')
  let lines: string[] = []
  let writing: Promise<void> | null = null

  // Entries that come while one is being synced go to the disk together.
  async function write(): Promise<void> {
    await Promise.resolve()
    const batch = lines
    lines = []
    writing = null
    await handle.appendFile(batch.join(''))
    await handle.datasync()
  }

  let last: Promise<void> = Promise.resolve()
  let closed = false
  return {
    // A peer that is still there when the run is over has nobody left to tell.
    note(entry) {
      if (closed) return Promise.resolve()
      lines.push(`${JSON.stringify({ at: Date.now(), ...entry })}\n`)
      writing ??= last = last.then(write)
      return writing
    },
    async close() {
      closed = true
      await last
      await handle.close()
    },
  }
}
