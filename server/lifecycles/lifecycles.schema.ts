import { z } from 'zod'
import { categories, colours, findingCodes, type Lifecycle } from '../../lifecycle/index.ts'
import { id, idIn, lineIn, time } from '../platform/http/index.ts'

export const Label = z.object({ en: z.string(), ja: z.string(), ko: z.string() })

/** A status as lists and menus show it. */
export const Status = z
  .object({ key: z.string(), label: Label, colour: z.enum(colours), category: z.enum(categories) })
  .meta({ id: 'Status' })

export function statusesOf(lifecycle: Lifecycle): z.input<typeof Status>[] {
  return Object.entries(lifecycle.statuses).map(([key, { label, colour, category }]) => ({ key, label, colour, category }))
}

export const LifecycleRow = z
  .object({
    id,
    key: z.string(),
    name: Label,
    builtIn: z.boolean(),
    versions: z.array(z.object({ id, version: z.number().int(), state: z.enum(['draft', 'published']), publishedAt: time.nullable() })),
  })
  .meta({ id: 'Lifecycle' })

const Finding = z.object({
  code: z.enum(findingCodes),
  severity: z.enum(['error', 'warning', 'info']),
  message: z.string(),
  path: z.array(z.object({ event: z.string(), by: z.string(), to: z.string(), asked: z.string().optional() })).readonly(),
  row: z.number().int().optional(),
  status: z.string().optional(),
})

const Definition = z.record(z.string(), z.unknown())

export const Judgement = z.object({ findings: z.array(Finding), diagram: z.string().meta({ description: 'Mermaid text.' }) })

export const VersionDetail = z
  .object({ id, version: z.number().int(), publishedAt: time.nullable(), definition: Definition, ...Judgement.shape })
  .meta({ id: 'LifecycleVersion' })

export const NewLifecycle = z.object({ id, key: z.string(), version: z.number().int(), findings: z.array(Finding) })
export const NewVersionAnswer = z.object({ version: z.number().int(), findings: z.array(Finding) })

const labelIn = z.union([
  lineIn(80).transform((en) => ({ en, ja: en, ko: en })),
  z.strictObject({ en: lineIn(80), ja: lineIn(80), ko: lineIn(80) }),
])

export const CreateLifecycle = z.strictObject({
  key: z.string().regex(/^[a-z][a-z0-9_-]{0,39}$/, 'must be lower case letters, digits, _ and -'),
  name: labelIn,
  definition: Definition,
})
export const WithDefinition = z.strictObject({ definition: Definition })

export const LifecycleId = z.object({ id: idIn })
export const VersionId = z.object({
  id: idIn,
  version: z
    .string()
    .regex(/^[1-9]\d{0,8}$/)
    .transform(Number),
})
