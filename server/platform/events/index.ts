export { type Bus, openBus } from './bus.ts'
export { onSignal, type Signal, sendSignal } from './signals.ts'
