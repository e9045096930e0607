import { afterAll, afterEach } from 'vitest'
import { closeBrowsers, describeScreens } from './browser.ts'

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') console.error(`${task.name}: what stood on the screens\n${await describeScreens()}`)
})

// Runs anew for each test file. Pages that were left open would ask a server that has ended for as long as the run lasts.
afterAll(closeBrowsers)
