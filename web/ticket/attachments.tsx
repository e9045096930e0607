import { File, FileArchive, FileAudio, FileImage, FileSpreadsheet, FileText, FileVideo, type LucideIcon } from 'lucide-react'
import type { Attachment } from '../../client/types.ts'
import { t } from '../words/index.ts'

export function Attachments({ attachments }: { attachments: Attachment[] }) {
  if (attachments.length === 0) return null
  return (
    <ul aria-label={t.conversation.attachments} className="mt-3 flex flex-wrap gap-2">
      {attachments.map((attachment) => (
        <li key={attachment.id} className="min-w-0">
          <a
            href={attachment.url}
            download={attachment.filename}
            className="flex h-9 max-w-72 items-center gap-2 rounded-[6px] border border-line-strong bg-surface px-2.5 transition-colors hover:border-control hover:bg-hover"
          >
            <FileIcon contentType={attachment.contentType} />
            <span dir="auto" className="min-w-0 truncate">
              {attachment.filename}
            </span>
            <span className="shrink-0 text-xs text-fg-3">{fileSize(attachment.size)}</span>
          </a>
        </li>
      ))}
    </ul>
  )
}

const icons: [RegExp, LucideIcon][] = [
  [/^image\//, FileImage],
  [/^video\//, FileVideo],
  [/^audio\//, FileAudio],
  [/zip|tar|compressed/, FileArchive],
  [/spreadsheet|excel|csv/, FileSpreadsheet],
  [/^text\/|pdf|word|document/, FileText],
]

export function FileIcon({ contentType }: { contentType: string }) {
  const Icon = icons.find(([pattern]) => pattern.test(contentType))?.[1] ?? File
  return <Icon size={16} className="shrink-0 text-fg-3" aria-hidden="true" />
}

export function fileSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} KB`
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}
