import { useInfiniteQuery } from '@tanstack/react-query'
import { queries } from '../data/queries.ts'
import { fileSize } from '../ticket/attachments.tsx'
import { t } from '../words/index.ts'

type Props = { reference: string; chosen: ReadonlySet<string>; onChange: (chosen: ReadonlySet<string>) => void }

/** The files of the conversation as far as it is loaded, to be chosen from. */
export function TicketFiles({ reference, chosen, onChange }: Props) {
  const conversation = useInfiniteQuery(queries.messages(reference))
  const files = (conversation.data?.pages ?? [])
    .flatMap((page) => page.items)
    .filter((message) => message.state === 'released')
    .flatMap((message) => message.attachments)
  if (files.length === 0) return null

  function toggle(id: string) {
    const next = new Set(chosen)
    if (!next.delete(id)) next.add(id)
    onChange(next)
  }

  return (
    <fieldset className="min-w-0">
      <legend className="text-xs font-semibold text-fg-2">
        {t.transfers.files} <span className="font-normal text-fg-3">{t.optional}</span>
      </legend>
      <ul className="mt-1 flex flex-col divide-y divide-line rounded-[10px] border border-line">
        {files.map((file) => (
          <li key={file.id}>
            <label className="flex items-center gap-2.5 px-3 py-1.5 has-checked:bg-selected">
              <input
                type="checkbox"
                className="size-4 shrink-0 accent-accent"
                checked={chosen.has(file.id)}
                onChange={() => toggle(file.id)}
              />
              <span dir="auto" className="min-w-0 flex-1 truncate text-start">
                {file.filename}
              </span>
              <span className="tabular shrink-0 text-xs text-fg-3">{fileSize(file.size)}</span>
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  )
}
