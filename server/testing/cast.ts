import { cast as everybody } from '../demo/cast.ts'

export { castPassword, customers } from '../demo/cast.ts'

const { ada, mina, joon, vera } = everybody

/** The people of a test's workspace: those of the demo who have something to do in tests. Carl and Yuki are customers. */
export const cast = { ada, mina, joon, vera } as const

export type CastName = keyof typeof cast
