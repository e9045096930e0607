import { ChevronDown, X } from 'lucide-react'
import { useState } from 'react'
import type { Test } from '../../conditions/index.ts'
import type { ConditionField } from '../../client/types.ts'
import { classes } from '../../ui/classes.ts'
import { Popover } from '../../ui/popover.tsx'
import { listOf } from '../conditions/new-test.ts'
import { TestEditor } from '../conditions/test-editor.tsx'
import type { Saying } from '../conditions/use-fields.ts'
import { labelled, listed, localised, t } from '../words/index.ts'

const base = 'flex h-7 max-w-full min-w-0 items-center rounded-[6px] text-xs transition-colors'
export const quietFilter = classes(base, 'gap-1 px-2 text-fg-2 hover:bg-hover hover:text-fg data-[popup-open]:bg-hover')
const chosen = classes(base, 'bg-accent-fill text-accent-text')

type Props = {
  field: ConditionField
  test: Test | undefined
  saying: Saying
  onChange: (test: Test | null) => void
}

/** One field to filter by: its name while nothing is asked, else what is asked, in words. */
export function FilterChip({ field, test, saying, onChange }: Props) {
  const [open, setOpen] = useState(false)
  const label = localised(field.label)
  const editor = <TestEditor field={field} test={test} onChange={onChange} onDone={() => setOpen(false)} />
  const popover = (trigger: React.ReactElement) => (
    <Popover label={t.finding.filterBy(label)} open={open} onOpenChange={setOpen} className="w-72" trigger={trigger}>
      {editor}
    </Popover>
  )
  if (!test)
    return popover(
      <button type="button" aria-label={t.finding.filterBy(label)} className={quietFilter}>
        <span className="truncate">{label}</span>
        <ChevronDown size={12} className="shrink-0" />
      </button>,
    )
  return (
    <span className={chosen}>
      {popover(
        <button type="button" title={saying.say(test)} className="h-7 min-w-0 flex-1 truncate rounded-[6px] pl-2">
          {shortly(label, test, saying)}
        </button>,
      )}
      <ClearButton label={t.finding.clearFilter(label)} onClick={() => onChange(null)} />
    </span>
  )
}

/** A condition that is more than one test, as a shared address may hold it: to be read and taken away. */
export function GroupChip({ text, onClear }: { text: string; onClear: () => void }) {
  return (
    <span className={chosen}>
      <span className="min-w-0 flex-1 truncate pl-2" title={text}>
        {text}
      </span>
      <ClearButton label={t.finding.clearFilter(t.finding.group)} onClick={onClear} />
    </span>
  )
}

function ClearButton({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      onClick={onClick}
      className="flex size-6 shrink-0 items-center justify-center rounded-[6px] hover:bg-pressed"
    >
      <X size={12} />
    </button>
  )
}

/** “Priority: High, Urgent” is read faster than the whole sentence, which describes it. */
function shortly(label: string, test: Test, { say, name }: Saying): string {
  if (test.op !== 'one_of' && test.op !== 'has_any' && test.op !== 'is') return say(test)
  return labelled(label, listed(listOf(test).map((value) => name(test.field, value))))
}
