/** The text of a box with something at its cursor, in place of what is selected; the cursor then stands behind it. */
export function insertAtCursor(box: HTMLTextAreaElement | null | undefined, text: string, inserted: string): string {
  const start = box?.selectionStart ?? text.length
  const end = box?.selectionEnd ?? text.length
  if (box) {
    requestAnimationFrame(() => {
      box.focus()
      box.setSelectionRange(start + inserted.length, start + inserted.length)
    })
  }
  return text.slice(0, start) + inserted + text.slice(end)
}
