const mostBytes = 50

/** Where an attachment lies in an export: its id makes it unique, its name is made harmless. The exact name stands in the JSON. */
export function attachmentPath(reference: string, { id, filename }: { id: number; filename: string }): string {
  return `attachments/${reference}/${id}-${safeName(filename)}`
}

/** Letters, digits and a few signs; no path, nothing invisible, at most 50 bytes with the extension kept. */
function safeName(filename: string): string {
  const name = (filename.split(/[\\/]/).pop() ?? '')
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}._-]+/gu, '_')
    .replace(/^[._]+|[._]+$/g, '')
  const extension = /\.[a-zA-Z0-9]{1,8}$/.exec(name)?.[0] ?? ''
  let stem = name.slice(0, name.length - extension.length)
  while (Buffer.byteLength(stem) > mostBytes - extension.length) stem = [...stem].slice(0, -1).join('')
  return stem + extension || 'file'
}
