import { classes } from '../../ui/classes.ts'
import { t } from '../words/index.ts'
import { isKnownVariable, variablePattern } from './variables-in.ts'

/** Plain text in which variables that were not filled are marked. */
export function GapText({ text, className }: { text: string; className?: string }) {
  const pieces = text.split(variablePattern)
  return (
    <div dir="auto" className={classes('whitespace-pre-wrap', className)}>
      {pieces.map((piece, index) => {
        if (index % 2 === 0) return piece
        const known = isKnownVariable(piece)
        return (
          // The pieces of a text have no name but their place.
          // oxlint-disable-next-line no-array-index-key
          <mark key={index} className={known ? 'variable-gap' : 'variable-unknown'} title={known ? t.texts.unfilled : t.texts.unknown}>
            {`{{${piece}}}`}
          </mark>
        )
      })}
    </div>
  )
}
