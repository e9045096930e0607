import { z } from 'zod'
import { id, lineIn, time } from '../platform/http/index.ts'

export const RoleName = z.object({ key: z.string(), name: z.string() })

export const ApiKey = z
  .object({ id, name: z.string(), role: RoleName, prefix: z.string(), createdAt: time, lastUsedAt: time.nullable() })
  .meta({ id: 'ApiKey' })

export const NewApiKey = z.object({ id, name: z.string(), key: z.string().meta({ description: 'Shown once.' }) }).meta({ id: 'NewApiKey' })

export const CreateKey = z.strictObject({ name: lineIn(100), role: z.string().max(50) })
