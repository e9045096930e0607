/** The people of every test, demo and browser journey: who works here, and two of the customers. */
export const cast = {
  ada: { name: 'Ada Berg', email: 'ada@desk.example', role: 'admin' },
  mina: { name: 'Mina Kim', email: 'mina@desk.example', role: 'agent' },
  joon: { name: 'Joon Park', email: 'joon@desk.example', role: 'agent' },
  yuki: { name: 'Yuki Sato', email: 'yuki@desk.example', role: 'agent' },
  haru: { name: 'Haru Mori', email: 'haru@desk.example', role: 'agent' },
  sofia: { name: 'Sofia Reyes', email: 'sofia@desk.example', role: 'agent' },
  noah: { name: 'Noah Weber', email: 'noah@desk.example', role: 'agent' },
  leah: { name: 'Leah Cohen', email: 'leah@desk.example', role: 'agent' },
  vera: { name: 'Vera Lund', email: 'vera@desk.example', role: 'viewer' },
} as const

export const customers = {
  carl: { name: 'Carl Ito', email: 'carl@customer.example' },
  yuki: { name: 'Yuki Tanaka', email: 'yuki@customer.example' },
} as const

/** The same for all of them, and no secret. */
export const castPassword = 'a good long password'
