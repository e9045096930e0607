/** What a long copy has done. */
export interface Step {
  readonly table: string
  readonly tables: number
  readonly ofTables: number
  readonly rows: number
  readonly bytes: number
  /** 0 to 100; an estimate while it runs. */
  readonly percent: number
}

export type Progress = (step: Step, isLast: boolean) => void

export const silently: Progress = () => undefined

/** Tells how far it is on the standard error: a line that is written over on a terminal, JSON lines for programs, else a line now and then. */
export function tellProgress(word: string, asJson: boolean, error: NodeJS.WriteStream = process.stderr): Progress {
  const every = error.isTTY || asJson ? 500 : 10_000
  let last = Date.now()
  return (step, isLast) => {
    if (!isLast && Date.now() - last < every) return
    last = Date.now()
    if (asJson) return void error.write(`${JSON.stringify(step)}\n`)
    const line = `${word} ${step.percent.toFixed(0).padStart(3)} %  tables ${step.tables}/${step.ofTables}, rows ${step.rows}, ${size(step.bytes)}  ${step.table}`
    error.write(error.isTTY ? `\r${line.padEnd(78)}${isLast ? '\n' : ''}` : `${line}\n`)
  }
}

export function size(bytes: number): string {
  const units = ['bytes', 'KB', 'MB', 'GB', 'TB']
  const power = bytes < 1024 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10))
  return `${(bytes / 1024 ** power).toFixed(power === 0 ? 0 : 1)} ${units[power]}`
}
