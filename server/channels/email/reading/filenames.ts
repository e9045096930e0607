import { cleanLine, clip } from '../../../messages/body/index.ts'

const maxLength = 200

const extensions = new Map([
  ['message/rfc822', 'eml'],
  ['message/global', 'eml'],
  ['message/news', 'eml'],
  ['message/delivery-status', 'txt'],
  ['message/feedback-report', 'txt'],
  ['text/rfc822-headers', 'txt'],
  ['text/plain', 'txt'],
  ['text/html', 'html'],
  ['text/calendar', 'ics'],
  ['text/csv', 'csv'],
  ['text/vcard', 'vcf'],
  ['text/x-vcard', 'vcf'],
  ['image/jpeg', 'jpg'],
  ['image/png', 'png'],
  ['image/gif', 'gif'],
  ['image/webp', 'webp'],
  ['image/svg+xml', 'svg'],
  ['application/pdf', 'pdf'],
  ['application/zip', 'zip'],
  ['application/json', 'json'],
  ['application/ms-tnef', 'dat'],
  ['application/pgp-signature', 'asc'],
  ['application/pkcs7-signature', 'p7s'],
  ['application/pkcs7-mime', 'p7m'],
])

/**
 * A name that is safe to show, to put into a download header and to write to a disk: the last part of a path, without control,
 * direction and zero-width characters, without a leading dot, within 200 characters with its extension kept.
 */
export function safeFilename(raw: string | null): string | null {
  if (raw === null) return null
  const clean = cleanLine(raw, 4_000).replace(/[\ufe00-\ufe0f\u180b-\u180e\u115f\u1160\u3164\uffa0\u200c\u200d]/g, '')
  const base =
    clean
      .split(/[\\/]/)
      .filter((part) => part.trim() !== '' && !/^\.+$/.test(part.trim()))
      .pop() ?? ''
  const name = base
    .replace(/[<>:"|?*;%]/g, '_')
    .replace(/^[\s.]+/, '')
    .replace(/[\s.]+$/, '')
  if (name === '') return null
  if (name.length <= maxLength) return name
  const extension = /\.[\p{L}\p{N}]{1,10}$/u.exec(name)?.[0] ?? ''
  return clip(name, maxLength - extension.length).trimEnd() + extension
}

/** A name for a part that has none. */
export function inventedFilename(type: string, number: number): string {
  const kind = type.startsWith('image/')
    ? 'image'
    : type === 'message/rfc822'
      ? 'message'
      : type === 'text/calendar'
        ? 'invitation'
        : 'attachment'
  return `${kind}-${number}.${extensions.get(type) ?? 'bin'}`
}
