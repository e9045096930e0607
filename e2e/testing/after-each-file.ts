import { afterAll } from 'vitest'
import { closeBrowsers } from './browser.ts'

// Runs anew for each test file. Pages that were left open would ask a server that has ended for as long as the run lasts.
afterAll(closeBrowsers)
