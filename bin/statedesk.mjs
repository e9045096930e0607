#!/usr/bin/env node
import { existsSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { setFlagsFromString } from 'node:v8'

const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Statedesk needs Node 20.19 or newer; this is Node ${process.versions.node}.`)
  process.exit(1)
}

// Left to itself the engine lets two or three times what is in use pile up before it collects.
setFlagsFromString('--heap-growing-percent=60')

// Through the symbolic link that npm makes, from whatever folder it is called.
const root = dirname(dirname(realpathSync(fileURLToPath(import.meta.url))))

try {
  if (existsSync(join(root, 'cli', 'main.ts'))) {
    const { buildIfStale } = await import('../scripts/build.mjs')
    await buildIfStale(root)
  }
  const { main } = await import(pathToFileURL(join(root, 'dist', 'server', 'cli.mjs')).href)
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  console.error(error)
  process.exitCode = 1
}
