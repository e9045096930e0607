import { readFileSync } from 'node:fs'

/** The bytes of one sample mail beside this file. */
export function sample(name: string): Buffer {
  return readFileSync(new URL(`${name}.eml`, import.meta.url))
}

/** A mail from its lines, with the line ends of mail. */
export function mailOf(...lines: string[]): Buffer {
  return Buffer.from(lines.join('\r\n'), 'utf8')
}
