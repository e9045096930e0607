import { classes } from '../../ui/classes.ts'
import { t } from '../words/index.ts'
import { useSelection } from './selection.ts'

/** Chooses a row for what is done to many. It waits unseen until it is pointed at, reached by the keyboard, or one is chosen. */
export function RowCheck({ id, reference }: { id: string; reference: string }) {
  const { ids, allMatching, isEmpty, toggle } = useSelection()
  return (
    <label
      className={classes(
        'absolute inset-y-0 left-1 z-[1] flex w-8 items-center justify-center transition-opacity duration-(--motion)',
        isEmpty && 'opacity-0 group-hover/row:opacity-100 focus-within:opacity-100 pointer-coarse:opacity-100',
      )}
    >
      <input
        type="checkbox"
        aria-label={t.bulk.select(reference)}
        checked={allMatching !== null || ids.has(id)}
        onChange={() => toggle(id)}
        className="size-4 accent-accent"
      />
    </label>
  )
}
