import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import { temporaryPlace } from './server/testing/temporary-place.ts'

// Before anything asks for the place of temporary files; one that somebody named is kept.
process.env.TMPDIR ??= temporaryPlace()

// What a test file registers in a module's own table would stay for the next file.
const alone = ['server/platform/jobs/work.test.ts']
const parts = ['lifecycle', 'conditions', 'server', 'client', 'ui', 'web', 'portal', 'widget', 'cli']
const longest = /\/e2e\/(working-days|accessible)\.test\.ts$/

/** What takes longest begins first, that others fill the time beside it; sizes of files, by which they go else, do not tell. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    return sorted.toSorted((one, other) => Number(longest.test(other.moduleId)) - Number(longest.test(one.moduleId)))
  }
}

export default defineConfig({
  test: {
    pool: 'threads',
    // Files of one worker share the modules they load: loading them anew for each costs more than the tests themselves.
    isolate: false,
    // Most of the time a test waits for the database.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // What hangs is ended by these. They measure nothing: a machine may be many times slower than the one a test was written on.
    testTimeout: 120_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 30_000 } },
    sequence: { sequencer: LongestFirst },
    setupFiles: ['server/testing/canaries/after-each-file.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: parts.map((part) => `${part}/**/*.test.{ts,tsx}`),
          exclude: ['**/*.dovecot.test.ts', ...alone],
          globalSetup: ['server/testing/global-setup.ts'],
        },
      },
      {
        extends: true,
        test: { name: 'alone', include: alone, isolate: true, globalSetup: ['server/testing/global-setup.ts'] },
      },
      {
        // With a real IMAP server beside us: dovecot has to be installed.
        extends: true,
        test: { name: 'mail', include: ['server/**/*.dovecot.test.ts'], globalSetup: ['server/testing/global-setup.ts'] },
      },
      {
        // In a real browser, against the built product.
        extends: true,
        test: {
          name: 'journeys',
          include: ['e2e/*.test.ts'],
          globalSetup: ['e2e/testing/prepared-data.ts'],
          setupFiles: ['e2e/testing/after-each-file.ts'],
          // A machine may be several times slower than the one they were written on.
          testTimeout: 240_000,
          hookTimeout: 180_000,
          maxWorkers: 2,
        },
      },
      {
        // The built product, killed again and again.
        extends: true,
        test: {
          name: 'faults',
          include: ['bench/faults/*.test.ts', 'bench/load/**/*.test.ts'],
          testTimeout: 180_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
