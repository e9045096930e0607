// Loaded into a process of the product: its clock is wrong by STATEDESK_TEST_CLOCK seconds, and by as many more at each
// SIGUSR2 as STATEDESK_TEST_STEP says. Time that passes (timers, performance.now) is not touched, as on a real host.
const { appendFileSync } = require('node:fs')
const Real = Date
let shift = Number(process.env.STATEDESK_TEST_CLOCK ?? 0) * 1000
const step = Number(process.env.STATEDESK_TEST_STEP ?? 0) * 1000

globalThis.Date = class Date extends Real {
  constructor(...given) {
    if (given.length === 0) super(Real.now() + shift)
    else super(...given)
  }
  static now() {
    return Real.now() + shift
  }
}

process.on('SIGUSR2', () => {
  shift += step
  appendFileSync(process.env.STATEDESK_TEST_CLOCK_FILE, `${process.pid} ${new Date().toISOString()}\n`)
})
