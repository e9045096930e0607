/** What may be done to the text box from outside it. */
export type EditorHandle = {
  /**
   * Puts content at the cursor, in place of what is selected, and gives the cursor back.
   * @returns false while there is no text box yet
   */
  insert: (html: string) => boolean
  /** Takes the place of all that is written. */
  replace: (html: string) => void
  focus: () => void
}
