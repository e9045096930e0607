import type { ReactNode } from 'react'

/** A text with pieces of it marked, as a search found them. The pieces are ranges of the text; it is never read as anything but text. */
export function Highlighted({ text, marks }: { text: string; marks: readonly (readonly number[])[] | undefined }): ReactNode {
  if (!marks?.length) return text
  const parts: ReactNode[] = []
  let from = 0
  for (const [start = 0, end = 0] of marks) {
    if (start < from || end > text.length) continue
    parts.push(
      text.slice(from, start),
      <mark key={start} className="rounded-[2px] bg-amber-fill text-amber-text">
        {text.slice(start, end)}
      </mark>,
    )
    from = end
  }
  parts.push(text.slice(from))
  return parts
}
