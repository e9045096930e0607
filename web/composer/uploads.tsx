import { CircleAlert, LoaderCircle, X } from 'lucide-react'
import { useCallback, useRef, useState } from 'react'
import { api } from '../../client/api.ts'
import type { Upload } from '../../client/types.ts'
import { problemText } from '../data/query-client.ts'
import { FileIcon, fileSize } from '../ticket/attachments.tsx'
import { t } from '../words/index.ts'

export type Uploading = { key: string; filename: string; contentType: string; size: number; upload: Upload | null; problem: string | null }

/** Files are sent as soon as they are chosen; the message then only names them. */
export function useUploads(initial: Upload[], onDone: (done: Upload[]) => void) {
  const [all, setAll] = useState<Uploading[]>(() => initial.map((upload) => ({ ...upload, key: upload.id, upload, problem: null })))
  const latest = useRef(all)
  const told = useRef(onDone)
  told.current = onDone

  const change = useCallback((next: Uploading[]) => {
    const before = finished(latest.current).length
    latest.current = next
    setAll(next)
    if (finished(next).length !== before) told.current(finished(next))
  }, [])

  const add = useCallback(
    (files: File[]) => {
      for (const file of files) {
        const key = `${file.name} ${file.size} ${performance.now()} ${Math.random()}`
        const entry = { key, filename: file.name, contentType: file.type, size: file.size, upload: null, problem: null }
        change([...latest.current, entry])
        const settle = (result: Partial<Uploading>) =>
          change(latest.current.map((other) => (other.key === key ? { ...other, ...result } : other)))
        api.upload(file).then(
          (upload) => settle({ upload }),
          (error) => settle({ problem: problemText(error) }),
        )
      }
    },
    [change],
  )

  return {
    all,
    done: finished(all),
    busy: all.some((entry) => !entry.upload && !entry.problem),
    add,
    /** Takes files that are uploaded already. */
    adopt: (uploads: Upload[]) =>
      change([...latest.current, ...uploads.map((upload) => ({ ...upload, key: upload.id, upload, problem: null }))]),
    remove: (key: string) => change(latest.current.filter((entry) => entry.key !== key)),
  }
}

function finished(entries: Uploading[]): Upload[] {
  return entries.flatMap((entry) => (entry.upload ? [entry.upload] : []))
}

export function UploadList({ uploads }: { uploads: ReturnType<typeof useUploads> }) {
  if (uploads.all.length === 0) return null
  return (
    <ul aria-label={t.conversation.attachments} className="flex flex-wrap gap-1.5 px-4 pb-2">
      {uploads.all.map((entry) => (
        <li
          key={entry.key}
          className="flex h-8 max-w-72 items-center gap-2 rounded-[6px] border border-line-strong bg-surface pr-1 pl-2"
          title={entry.problem ?? entry.filename}
        >
          {entry.problem ? (
            <CircleAlert size={15} className="shrink-0 text-red-line" />
          ) : entry.upload ? (
            <FileIcon contentType={entry.contentType} />
          ) : (
            <LoaderCircle size={15} className="shrink-0 animate-spin text-fg-3" aria-label={t.composer.uploading} />
          )}
          <span className="min-w-0 truncate">{entry.filename}</span>
          <span className={entry.problem ? 'truncate text-xs text-red-text' : 'shrink-0 text-xs text-fg-3'}>
            {entry.problem ?? fileSize(entry.size)}
          </span>
          <button
            type="button"
            aria-label={t.composer.removeFile(entry.filename)}
            className="flex size-6 shrink-0 items-center justify-center rounded-[6px] text-fg-3 hover:bg-hover hover:text-fg"
            onClick={() => uploads.remove(entry.key)}
          >
            <X size={13} />
          </button>
        </li>
      ))}
    </ul>
  )
}
