import pg from 'pg'
import { type Before, shares } from './plan.ts'
import { chunkLines, columns, type Furniture, tables } from './chunk.ts'
import { copyLines } from './copy.ts'
import { scribe } from './texts.ts'
import { vocabularySize, words } from './words.ts'

/** What a loading process is told. It takes every chunk whose number leaves `part` over `parts`. */
export interface LoadOrder {
  readonly connection: pg.ClientConfig
  readonly seed: number
  readonly tickets: number
  readonly furniture: Furniture
  readonly before: readonly Before[]
  readonly part: number
  readonly parts: number
}

export type LoadNews = { readonly chunk: number } | { readonly listed: string[][] }

process.once('message', (order: LoadOrder) => {
  load(order).then(
    () => process.disconnect(),
    (error: unknown) => {
      console.error(error)
      process.exit(1)
    },
  )
})

async function load({ connection, seed, tickets, furniture, before, part, parts }: LoadOrder): Promise<void> {
  const client = new pg.Client(connection)
  await client.connect()
  // What is written is right by construction: foreign keys are not looked up for each of millions of rows.
  await client.query(`SET session_replication_role = replica; SET synchronous_commit = off`)
  const all = words(seed)
  const writes = scribe(all)
  const listed = shares.map(() => new Set<string>())
  const used = shares.map(() => new Uint8Array(vocabularySize))
  for (let chunk = part; chunk < before.length - 1; chunk += parts) {
    const lines = chunkLines({ seed, tickets, scribe: writes, furniture, chunk, before: before[chunk] as Before, listed, used })
    for (const table of tables) await copyLines(client, table, columns[table], lines[table])
    process.send?.({ chunk } satisfies LoadNews)
  }
  await client.end()
  used.forEach((marks, w) => marks.forEach((mark, rank) => mark && listed[w]?.add(all.latin[rank] as string)))
  process.send?.({ listed: listed.map((own) => [...own]) } satisfies LoadNews)
}
