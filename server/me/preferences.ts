import { z } from 'zod'
import { languages } from '../platform/words/index.ts'

/** One key or two after the other, as the key map writes them: "j", "g a"; nothing for a shortcut that is turned off. */
const keysIn = z.string().regex(/^([\x21-\x7e]{1,20}( [\x21-\x7e]{1,20})?)?$/, 'is not a key, or two with a space between')
const name = z.string().regex(/^[\w .-]{1,60}$/, 'is not a name')
const most = (count: number) => (value: Record<string, unknown>) => Object.keys(value).length <= count

/** What follows a person from browser to browser. Each is kept by itself: what one browser changes leaves the others as they are. */
const choices = {
  language: z.enum(languages),
  theme: z.enum(['system', 'light', 'dark', 'contrast']),
  density: z.enum(['comfortable', 'compact']),
  /** How long a reply waits before it is sent, so that it can be taken back. */
  undoSendSeconds: z.number().int().min(0).max(60),
  /** Single letters as shortcuts. */
  shortcuts: z.boolean(),
  /** The person's own keys, by shortcut. */
  keys: z.record(name, keysIn).refine(most(100), 'holds more than 100 keys'),
  /** The tools of the ticket's right bar, top to bottom. */
  toolOrder: z.array(name).max(50),
}

export const Preferences = z
  .object(choices)
  .partial()
  .meta({ id: 'Preferences', description: 'What a person chose; what is missing is as it comes.' })

/** `null` takes a choice back. */
export const ChangePreferences = z.strictObject({
  language: choices.language.nullish(),
  theme: choices.theme.nullish(),
  density: choices.density.nullish(),
  undoSendSeconds: choices.undoSendSeconds.nullish(),
  shortcuts: choices.shortcuts.nullish(),
  keys: choices.keys.nullish(),
  toolOrder: choices.toolOrder.nullish(),
})

/** What is kept, without what an earlier version wrote and this one does not know. */
export function knownPreferences(kept: Readonly<Record<string, unknown>>): z.input<typeof Preferences> {
  const known = Object.entries(choices).flatMap(([key, shape]) => {
    const read = shape.safeParse(kept[key])
    return read.success ? [[key, read.data]] : []
  })
  return Object.fromEntries(known) as z.input<typeof Preferences>
}
