import { z } from 'zod'

/** An id in an answer: numbers inside, strings on the wire. */
export const id = z
  .union([z.number(), z.string()])
  .transform(String)
  .pipe(z.string().meta({ description: 'An id.', examples: ['42'] }))

/** An id in a request: a string on the wire, a number inside. */
export const idIn = z
  .string()
  .regex(/^[1-9]\d{0,14}$/, 'is not an id')
  .transform(Number)

/** A moment in an answer, ISO 8601 in UTC. */
export const time = z
  .union([z.date(), z.string()])
  .transform((value) => (typeof value === 'string' ? value : value.toISOString()))
  .pipe(z.iso.datetime())

/** A moment in a request. */
export const timeIn = z.iso.datetime({ offset: true }).transform((value) => new Date(value))

/** `?limit=` of a list. */
export const limitIn = z.coerce.number().int().min(1).max(200).default(50)

/** A mail address as people type it; kept in lower case. */
export const emailIn = z
  .string()
  .trim()
  .max(254)
  .pipe(z.email({ pattern: z.regexes.html5Email, error: 'is not a mail address' }))
  .transform((value) => value.toLowerCase())

/** One line of plain text, for names and subjects: control characters would reach mail headers. */
export function lineIn(longest: number) {
  return z
    .string()
    .trim()
    .min(1, 'is missing')
    .max(longest)
    .regex(/^[^\p{Cc}\u2028\u2029]*$/u, 'may not contain line breaks or control characters')
}

/** The answer of a route that has nothing to say (204). */
export const nothing = z.void()

export function itemsOf<S extends z.ZodType>(item: S) {
  return z.object({ items: z.array(item) })
}

export function pageOf<S extends z.ZodType>(item: S) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() })
}
