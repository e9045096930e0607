import type { Limits } from './types.ts'

/** Far above what people send, far below what hurts: a mail beyond them is read in part and marked, never refused. */
export const defaultLimits: Limits = {
  headerBytes: 1024 * 1024,
  headers: 1_000,
  headerFieldBytes: 128 * 1024,
  parts: 1_000,
  depth: 50,
  addresses: 500,
  textBytes: 4 * 1024 * 1024,
  attachments: 500,
}
