import dgram from 'node:dgram'
import { writeFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'

/** `missing`: no such name. `late`: the right answer after `delayMs`. `silent`: none at all. */
export type DnsMood = { readonly is: 'well' | 'servfail' | 'missing' | 'silent' } | { readonly is: 'late'; readonly delayMs: number }

export interface DnsStub {
  /** A file for `node --require` that makes this the process's DNS server. */
  readonly preload: string
  /** How it answers from now on, for names that match; the others are answered as always. */
  setMood(mood: DnsMood, matches?: (name: string) => boolean): void
  /** Questions that met a mood other than `well`. */
  readonly spoiled: number
  close(): Promise<void>
}

const types = { A: 1, AAAA: 28 } as const
const codes = { well: 0, servfail: 2, missing: 3 } as const

/**
 * A DNS server of one's own for a product under test; can be made to fail.
 * @param known the one name it knows, at 127.0.0.1; no other exists
 */
export async function startDns(folder: string, known: string): Promise<DnsStub> {
  const socket = dgram.createSocket('udp4')
  let mood: DnsMood = { is: 'well' }
  let matches = (_name: string) => true
  let spoiled = 0

  socket.on('message', (question, from) => {
    void (async () => {
      const { name, type, end } = read(question)
      const now = matches(name) ? mood : ({ is: 'well' } as const)
      if (now.is !== 'well') spoiled += 1
      if (now.is === 'silent') return
      if (now.is === 'late') await pause(now.delayMs)
      const knows = name === known
      const code = now.is === 'servfail' ? codes.servfail : now.is === 'missing' || !knows ? codes.missing : codes.well
      const address = code === codes.well && type === types.A
      const header = Buffer.from(question.subarray(0, 12))
      header.writeUInt16BE(0x8180 | code, 2)
      header.writeUInt16BE(address ? 1 : 0, 6)
      header.writeUInt32BE(0, 8)
      // A pointer to the name of the question, then type A, class IN, no time to live, four bytes.
      const record = Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4, 127, 0, 0, 1])
      const answer = Buffer.concat([header, question.subarray(12, end), ...(address ? [record] : [])])
      socket.send(answer, from.port, from.address, () => {})
    })()
  })
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))

  const server = `127.0.0.1:${socket.address().port}`
  const preload = `${folder}/dns-server.cjs`
  writeFileSync(
    preload,
    `const dns = require('node:dns')
for (const api of [dns, dns.promises]) {
  api.setServers(['${server}'])
  const Resolver = api.Resolver
  api.Resolver = class extends Resolver { constructor(options) { super(options); this.setServers(['${server}']) } }
}
require('node:module').syncBuiltinESMExports()
`,
  )
  return {
    preload,
    setMood(next, only = () => true) {
      mood = next
      matches = only
    },
    get spoiled() {
      return spoiled
    },
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  }
}

/** The first question (RFC 1035, 4.1.2). */
function read(message: Buffer): { name: string; type: number; end: number } {
  const labels: string[] = []
  let at = 12
  for (let length = message[at] ?? 0; length > 0; length = message[at] ?? 0) {
    labels.push(message.subarray(at + 1, at + 1 + length).toString('latin1'))
    at += 1 + length
  }
  return { name: labels.join('.').toLowerCase(), type: message.readUInt16BE(at + 1), end: at + 5 }
}
