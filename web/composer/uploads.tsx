import { CircleAlert, LoaderCircle, X } from 'lucide-react'
import { useCallback, useRef, useState } from 'react'
import { api } from '../../client/api.ts'
import type { Upload } from '../../client/types.ts'
import { toast } from '../../ui/toast.tsx'
import { problemText } from '../data/query-client.ts'
import { FileIcon, fileSize } from '../ticket/attachments.tsx'
import { t } from '../words/index.ts'
import { picturesIn } from './composed-html.ts'

export type Uploading = {
  key: string
  filename: string
  contentType: string
  size: number
  upload: Upload | null
  problem: string | null
  /** It stands in the text. */
  inline?: boolean | undefined
}

/** An upload as drafts keep it. */
export type KeptUpload = Upload & { inline?: boolean | undefined }

/** Larger ones are shown by nobody's mail program. */
const largestPicture = 10 * 1024 * 1024

/** Files are sent as soon as they are chosen; the message then only names them. */
export function useUploads(initial: KeptUpload[], onDone: (done: KeptUpload[]) => void) {
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

  const send = useCallback(
    (file: File, inline: boolean): Promise<Upload | null> => {
      const key = `${file.name} ${file.size} ${performance.now()} ${Math.random()}`
      const entry = { key, filename: file.name, contentType: file.type, size: file.size, upload: null, problem: null, inline }
      change([...latest.current, entry])
      const settle = (result: Partial<Uploading>) =>
        change(latest.current.map((other) => (other.key === key ? { ...other, ...result } : other)))
      return api.upload(file).then(
        (upload) => {
          settle({ upload })
          return upload
        },
        (error) => {
          settle({ problem: problemText(error), inline: false })
          return null
        },
      )
    },
    [change],
  )

  const add = useCallback((files: File[]) => files.forEach((file) => void send(file, false)), [send])

  /** For the text; what is too large for that is attached. */
  const addPicture = useCallback(
    async (file: File): Promise<Upload | null> => {
      if (file.size <= largestPicture) return send(file, true)
      toast(t.writing.pictureTooLarge(file.name))
      add([file])
      return null
    },
    [send, add],
  )

  return {
    all,
    done: finished(all),
    busy: all.some((entry) => !entry.upload && !entry.problem),
    add,
    addPicture,
    /** Takes files that are uploaded already. */
    adopt: (uploads: Upload[]) =>
      change([...latest.current, ...uploads.map((upload) => ({ ...upload, key: upload.id, upload, problem: null }))]),
    remove: (key: string) => change(latest.current.filter((entry) => entry.key !== key)),
  }
}

function finished(entries: Uploading[]): KeptUpload[] {
  return entries.flatMap((entry) => (entry.upload ? [{ ...entry.upload, ...(entry.inline ? { inline: true } : {}) }] : []))
}

/** What goes with some text: all files, and of the pictures those that still stand in it. */
export function uploadsOf(html: string, uploads: readonly KeptUpload[]): KeptUpload[] {
  const pictures = picturesIn(html)
  return uploads.filter((upload) => !upload.inline || pictures.has(upload.id))
}

export function UploadList({ uploads }: { uploads: ReturnType<typeof useUploads> }) {
  const shown = uploads.all.filter((entry) => !entry.inline || !entry.upload)
  if (shown.length === 0) return null
  return (
    <ul aria-label={t.conversation.attachments} className="flex flex-wrap gap-1.5 px-4 pb-2">
      {shown.map((entry) => (
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
