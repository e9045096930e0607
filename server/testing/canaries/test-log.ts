import type { ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import { type Logger, pino } from 'pino'
import { openLog } from '../../platform/log.ts'
import { watch } from './collector.ts'

/** The product's log at its most talkative, collected for the search; LOG_LEVEL shows it, too. */
export function testLog(): Logger {
  const shown = pino.levels.values[process.env.LOG_LEVEL ?? ''] ?? Number.POSITIVE_INFINITY
  return openLog('trace', {
    write(line: string) {
      observeLine(line)
      if (Number(/"level":(\d+)/.exec(line)?.[1]) >= shown) process.stdout.write(line)
    },
  })
}

/** The log of a product that runs as a process of its own. What it says to its operator is no log. */
export function watchLogOf(child: ChildProcess): void {
  for (const stream of [child.stdout, child.stderr]) {
    if (stream) createInterface({ input: stream }).on('line', (line) => line.startsWith('{') && observeLine(line))
  }
}

function observeLine(line: string): void {
  watch().observe({ surface: 'log', where: String((JSON.parse(line) as { msg?: unknown }).msg), text: line })
}
