import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { App } from './context.ts'
import { keptWith } from './kept-with.ts'

/** What concerns the whole process: memory, garbage collection, how late its event loop is. */
const ofProcess = new Registry()
collectDefaultMetrics({ register: ofProcess })

/** Where a server's own numbers are kept. Labels are taken from closed lists only: each value costs memory for ever. */
export const metricsOf = keptWith((_app: App) => new Registry())

/** Counts something that happened, in this process, since it started. */
export function countOne(app: App, name: string, help: string, labels: Readonly<Record<string, string>> = {}): void {
  const registry = metricsOf(app)
  const known = registry.getSingleMetric(name) as Counter | undefined
  const counter = known ?? new Counter({ name, help, labelNames: Object.keys(labels), registers: [registry] })
  counter.inc(labels)
}

/** Measures something when it is asked for. */
export function gauge(app: App, name: string, help: string, read: () => number): void {
  new Gauge({
    name,
    help,
    registers: [metricsOf(app)],
    collect() {
      this.set(read())
    },
  })
}

const durations = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

/** Takes down how long something took. */
export function timeOne(app: App, name: string, help: string, seconds: number, labels: Readonly<Record<string, string>>): void {
  const registry = metricsOf(app)
  const known = registry.getSingleMetric(name) as Histogram | undefined
  const histogram = known ?? new Histogram({ name, help, labelNames: Object.keys(labels), buckets: durations, registers: [registry] })
  histogram.observe(labels, seconds)
}

export const metricsContentType = ofProcess.contentType

/** Everything in the text format of Prometheus. */
export async function metricsText(app: App): Promise<string> {
  return `${await ofProcess.metrics()}\n${await metricsOf(app).metrics()}`
}
