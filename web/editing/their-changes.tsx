import { Button } from '../../ui/button.tsx'
import { labelled, t } from '../words/index.ts'
import type { TheirChanges as Theirs } from './use-versioned.ts'

type Props<Form> = {
  theirs: Theirs<Form>
  label: (key: keyof Form) => string
  say: (key: keyof Form, form: Form) => string
  onTake: () => void
}

/** Somebody was faster: what they changed, while everything typed here stays. */
export function TheirChanges<Form>({ theirs, label, say, onTake }: Props<Form>) {
  return (
    <div role="alert" className="rounded-[10px] border border-amber-line/60 bg-amber-fill px-4 py-3 sm:col-span-2">
      <p className="font-semibold text-amber-text">{theirs.by ? t.changed.by(theirs.by) : t.changed.somebody}</p>
      <p className="mt-0.5 text-fg-2">{t.changed.text}</p>
      <ul className="mt-2 list-disc pl-5">
        {theirs.keys.map((key) => (
          <li key={String(key)} dir="auto" className="break-words whitespace-pre-line">
            {labelled(label(key), say(key, theirs.form) || t.log.nothingSet)}
            {theirs.both.includes(key) ? <span className="text-fg-3"> ({t.changed.both})</span> : null}
          </li>
        ))}
      </ul>
      {theirs.both.length ? (
        <Button size="sm" className="mt-2" onClick={onTake}>
          {t.changed.takeTheirs}
        </Button>
      ) : null}
    </div>
  )
}
