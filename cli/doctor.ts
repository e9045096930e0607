import { doctor } from '../server/operations/operations.cli.ts'
import { type Command, readFlags } from '../server/platform/command.ts'

/** One line for each check, and below it what to do. Ends with 1 when there is a problem; warnings do not count. */
export const doctorCommand: Command = async (args, context) => {
  const { json } = readFlags(args, { json: { type: 'boolean' } })
  const findings = await doctor(context)
  if (json) context.print(JSON.stringify(findings, null, 1))
  else {
    for (const { check, state, says, todo } of findings) {
      context.print(`${state.padEnd(8)} ${check}: ${says}`)
      if (todo !== null) context.print(`${' '.repeat(9)}> ${todo.replaceAll('\n', `\n${' '.repeat(11)}`)}`)
    }
    const count = (wanted: string) => findings.filter(({ state }) => state === wanted).length
    context.print(`problems ${count('problem')}, warnings ${count('warning')}, checks ${findings.length}`)
  }
  return findings.some(({ state }) => state === 'problem') ? 1 : 0
}
