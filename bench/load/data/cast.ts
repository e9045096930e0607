import { createHash } from 'node:crypto'
import { dice } from './random.ts'

const given = [
  'Ada',
  'Carl',
  'Mina',
  'Jonas',
  'Yuki',
  'Sora',
  'Ines',
  'Omar',
  'Lea',
  'Piotr',
  'Haru',
  'Nils',
  'Rosa',
  'Emre',
  'Tove',
  'Ivan',
]
const family = [
  'Berg',
  'Sato',
  'Kim',
  'Lopez',
  'Novak',
  'Weber',
  'Rossi',
  'Silva',
  'Haas',
  'Moreau',
  'Lind',
  'Park',
  'Costa',
  'Klein',
  'Ito',
  'Dahl',
]

/** Mail to this address opens tickets on a desk of its own of the measured workspace. */
export const mailAddress = 'help@load.example'

export interface Contact {
  readonly name: string
  readonly email: string
}

export function contact(seed: number, index: number): Contact {
  const random = dice(seed + index)
  const first = given[random.below(given.length)] as string
  const last = family[random.below(family.length)] as string
  return { name: `${first} ${last}`, email: `${first}.${last}.${index}@customer.example`.toLowerCase() }
}

export const agentName = (workspace: number, agent: number) => `Agent ${workspace + 1}-${agent + 1}`

/** The API key of an agent; the same in every run, as nobody else can reach these databases. */
export function agentKey(seed: number, workspace: number, agent: number): string {
  return `sd_${createHash('sha256').update(`load bench/${seed}/${workspace}/${agent}`).digest('base64url')}`
}
