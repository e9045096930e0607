/** The people of every test, demo and browser journey. Carl and Yuki are customers; the others work here. */
export const cast = {
  ada: { name: 'Ada Berg', email: 'ada@desk.example', role: 'admin' },
  mina: { name: 'Mina Kim', email: 'mina@desk.example', role: 'agent' },
  joon: { name: 'Joon Park', email: 'joon@desk.example', role: 'agent' },
  vera: { name: 'Vera Lund', email: 'vera@desk.example', role: 'viewer' },
} as const

export type CastName = keyof typeof cast

export const customers = {
  carl: { name: 'Carl Ito', email: 'carl@customer.example' },
  yuki: { name: 'Yuki Tanaka', email: 'yuki@customer.example' },
} as const

export const castPassword = 'a good long password'
