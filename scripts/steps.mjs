import { spawn } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** Runs a program of node_modules (or Node itself); gives its exit code and what it wrote, which `live` shows while it runs. */
export function run(program, args, { env = {}, live = false } = {}) {
  const windows = process.platform === 'win32'
  const command = program === 'node' ? process.execPath : join(root, 'node_modules', '.bin', program)
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, ...(live && process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}), ...env },
    shell: windows && program !== 'node',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const [stream, screen] of [
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ])
    stream?.setEncoding('utf8').on('data', (text) => {
      output += text
      if (live) screen.write(text)
    })
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: 1, output: error.message }))
    child.once('close', (code) => resolve({ code: code ?? 1, output }))
  })
}

/** Runs the steps, at most two at a time, and tells how each went. */
export async function runSteps(steps) {
  const waiting = [...steps]
  const results = { passed: 0, failed: 0 }
  const worker = async () => {
    for (let step = waiting.shift(); step; step = waiting.shift()) {
      const startedAt = Date.now()
      const { code, output } = await run(step.program, step.args)
      results[code === 0 ? 'passed' : 'failed']++
      console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${step.name} (${((Date.now() - startedAt) / 1000).toFixed(1)} s)`)
      if (code !== 0) console.log(output.trim())
    }
  }
  await Promise.all([worker(), worker()])
  return results
}
