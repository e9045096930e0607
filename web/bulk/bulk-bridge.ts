import type { Choice } from '../../ui/picker.tsx'

export type BulkCommand = Choice & { run: () => void }

let commands: () => BulkCommand[] = () => []

/** The palette lies above the pages; the bar of the chosen tickets lends it what can be done to them. */
export function lendBulkCommands(make: () => BulkCommand[]): () => void {
  commands = make
  return () => {
    if (commands === make) commands = () => []
  }
}

export function bulkCommands(): BulkCommand[] {
  return commands()
}
