import { AppError } from './app-error.ts'

/**
 * For what two people may edit at once.
 * @throws version_conflict when the change was made from another version than there is
 */
export function expectVersion(expected: number | undefined, current: number): void {
  if (expected === undefined || expected === current) return
  throw new AppError('version_conflict', 'Somebody else changed this meanwhile. Look at the change and save again.', { version: current })
}
