import { type ComponentType, createElement, lazy, type ReactNode, Suspense } from 'react'
import type { Upload } from '../../client/types.ts'
import type { WritingOn } from '../texts/writing-on.ts'
import type { ComposerKind } from './composer-store.ts'
import type { RecipientLists } from './recipients.tsx'

/** What a tool in the composer's row may use. */
export type ComposerToolProps = {
  on: WritingOn
  /** What stands on the ticket itself: in the words it may look like a variable and is none. */
  literals: readonly string[]
  kind: ComposerKind
  /** What is written now. */
  html: string
  /**
   * Puts content at the cursor, in place of what is selected, and gives the cursor back.
   * @returns false while there is no text box yet
   */
  insert: (html: string) => boolean
  /** Takes the place of all that is written. */
  replace: (html: string) => void
  recipients: RecipientLists
  /** What is attached already. */
  files: Upload[]
  /** False: its mail quotes nothing of what was said before. */
  quote: boolean
  /** The message that is forwarded, if it is no answer. */
  forwardOf: string | undefined
  /** Attaches files that are uploaded already. */
  addFiles: (files: Upload[]) => void
}

type ComposerTool = { key: string; kinds: readonly ComposerKind[]; Tool: ComponentType<ComposerToolProps> }

/** Tools of other parts that stand in the composer's row, in this order: prepared answers, templates, a preview. */
const composerTools: readonly ComposerTool[] = [
  { key: 'texts', kinds: ['reply', 'note'], Tool: alone(lazy(() => import('../texts/texts-tools.tsx'))) },
]

export function ComposerTools(props: ComposerToolProps): ReactNode {
  return composerTools.filter(({ kinds }) => kinds.includes(props.kind)).map(({ key, Tool }) => createElement(Tool, { ...props, key }))
}

/** What comes later than the text box does not keep anybody from writing. */
function alone(Tool: ComponentType<ComposerToolProps>): ComponentType<ComposerToolProps> {
  return (props) => createElement(Suspense, { fallback: null }, createElement(Tool, props))
}
