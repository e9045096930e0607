import { randomBytes } from 'node:crypto'
import { cast as everybody } from '../demo/cast.ts'

export { customers } from '../demo/cast.ts'

const { ada, mina, joon, vera } = everybody

/** The people of a test's workspace: those of the demo who have something to do in tests. Carl and Yuki are customers. */
export const cast = { ada, mina, joon, vera } as const

/** The password of all of them: nothing the product shows or writes may hold it. */
export const castPassword = `a good long ${randomBytes(8).toString('hex')}`

export type CastName = keyof typeof cast
