import type { ComponentType } from 'react'
import type { ShownTicket } from '../ticket/ticket-page.tsx'
import type { ComposerKind } from './composer-store.ts'

/** What a tool in the composer's row may use. */
export type ComposerToolProps = {
  ticket: ShownTicket
  kind: ComposerKind
  /** What is written now. */
  html: string
  /** Puts content at the cursor, in place of what is selected, and gives the cursor back. */
  insert: (html: string) => void
}

export type ComposerTool = { key: string; kinds: readonly ComposerKind[]; Tool: ComponentType<ComposerToolProps> }

/** Tools of other parts that stand in the composer's row, in this order: prepared answers, templates, a preview. */
export const composerTools: readonly ComposerTool[] = []
