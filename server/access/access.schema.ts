import { z } from 'zod'
import { permissions } from '../platform/permissions.ts'
import { id, lineIn, time } from '../platform/http/index.ts'

export const RoleName = z.object({ key: z.string(), name: z.string() })

export const RoleView = z
  .object({
    key: z.string(),
    name: z.string(),
    actsAs: z.enum(['agent', 'admin']),
    permissions: z.array(z.enum(permissions)),
    builtIn: z.boolean(),
    people: z.number().int().meta({ description: 'How many people have it; keys are not counted.' }),
  })
  .meta({ id: 'Role' })

export const ApiKey = z
  .object({
    id,
    name: z.string(),
    version: z.number().int(),
    role: RoleName,
    prefix: z.string(),
    createdAt: time,
    lastUsedAt: time.nullable(),
  })
  .meta({ id: 'ApiKey' })

export const NewApiKey = z.object({ id, name: z.string(), key: z.string().meta({ description: 'Shown once.' }) }).meta({ id: 'NewApiKey' })

export const CreateKey = z.strictObject({ name: lineIn(100), role: z.string().max(50) })

export const ChangeKey = z.strictObject({ name: lineIn(100), expectedVersion: z.int().min(1).optional() })
