import { Button } from '../../ui/button.tsx'
import { t } from '../words/index.ts'

/** Somebody else was faster: what they changed, while everything typed here stays. */
export function Changed({ title, parts, onTakeTheirs }: { title: string; parts: readonly string[]; onTakeTheirs: () => void }) {
  return (
    <div role="alert" className="rounded-[10px] bg-amber-fill px-4 py-3 text-amber-text">
      <p className="font-semibold">{title}</p>
      <ul className="mt-1 list-disc pl-5">
        {parts.map((part) => (
          <li key={part} dir="auto" className="break-words">
            {part}
          </li>
        ))}
      </ul>
      <Button size="sm" className="mt-2" onClick={onTakeTheirs}>
        {t.levels.takeTheirs}
      </Button>
    </div>
  )
}
