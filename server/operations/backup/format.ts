import { z } from 'zod'

/** The first file of a backup: what it is and what a restore needs. docs/guides/backup.md describes the whole format. */
export const headerName = 'statedesk-backup.json'
export const secretName = 'secret.key'
export const manifestName = 'manifest.json'
export const manifestHashName = 'manifest.sha256'
export const formatVersion = 1

/** Parts hold at most so many bytes before they are compressed, so that reading one takes little memory. */
export const partBytes = 4 * 1024 * 1024

const name = z.string().regex(/^[a-z_][a-z0-9_]{0,62}$/)

export const Header = z.object({
  format: z.literal('statedesk-backup'),
  version: z.number().int(),
  id: z.uuid(),
  /** The moment the backup shows, by the database's clock. */
  takenAt: z.iso.datetime(),
  product: z.string(),
  postgres: z.string(),
  migrations: z.array(z.string()),
  /** Names the secret that opens what is sealed in it. */
  secretId: z.string(),
  tables: z.array(z.object({ name, columns: z.array(name) })),
})
export type Header = z.output<typeof Header>

export const Manifest = z.object({
  id: z.uuid(),
  /** Of the header's bytes. */
  headerSha256: z.string(),
  tables: z.array(z.object({ name, rows: z.number().int(), bytes: z.number().int(), sha256: z.string(), parts: z.number().int() })),
  sequences: z.array(z.object({ name, last: z.number().int(), called: z.boolean() })),
})
export type Manifest = z.output<typeof Manifest>
export type TableSum = Manifest['tables'][number]

export const partName = (table: string, part: number) => `data/${table}/${String(part).padStart(6, '0')}.copy.gz`

export function partOf(entry: string): { table: string; part: number } | null {
  const match = /^data\/([a-z_][a-z0-9_]*)\/(\d{6,})\.copy\.gz$/.exec(entry)
  return match ? { table: match[1] as string, part: Number(match[2]) } : null
}
