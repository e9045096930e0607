import { z } from 'zod'
import { colours } from '../../lifecycle/index.ts'
import { passwordIn, RoleName } from '../access/index.ts'
import { emailIn, id, idIn, lineIn } from '../platform/http/index.ts'

/** The version the change was made from: a change by somebody else meanwhile is told instead of overwritten. */
const expectedVersion = z.int().min(1).optional()

export const PresenceSchema = z.enum(['online', 'away', 'offline'])

const sees = z.enum(['role', 'all', 'own'])

export const Agent = z
  .object({
    id,
    name: z.string(),
    email: z.string().nullable(),
    avatarHue: z.number().int(),
    role: RoleName,
    presence: PresenceSchema,
    capacity: z.number().int(),
    teams: z.array(id),
    desks: z.array(id),
    isService: z.boolean(),
    access: z
      .array(z.object({ desk: id, sees }))
      .meta({ description: 'The desks, with what they see there: all tickets, their own, or what their role says.' }),
    disabled: z.boolean(),
    version: z.number().int(),
  })
  .meta({ id: 'Agent' })

export const AgentsQuery = z.strictObject({ desk: idIn.optional() })
export const CreateAgent = z.strictObject({
  name: lineIn(100),
  email: emailIn,
  password: passwordIn,
  role: z.string().max(50),
  desks: z.array(idIn).max(500).optional(),
})
export const ChangeAgent = z.strictObject({
  name: lineIn(100).optional(),
  role: z.string().max(50).optional(),
  desks: z.array(idIn).max(500).optional(),
  /** The desks, with what they see there; instead of `desks`. */
  access: z
    .array(z.strictObject({ desk: idIn, sees: sees.optional() }))
    .max(500)
    .optional(),
  teams: z.array(idIn).max(500).optional(),
  disabled: z.boolean().optional(),
  expectedVersion,
})
export const SetPresence = z.strictObject({ presence: PresenceSchema })
export const SetPresenceOf = z.strictObject({ presence: PresenceSchema, capacity: z.number().int().min(0).max(1000).optional() })

export const Team = z.object({ id, name: z.string(), members: z.array(id), version: z.number().int() }).meta({ id: 'Team' })
const members = z.array(idIn).max(1000)
export const CreateTeam = z.strictObject({ name: lineIn(80), members: members.optional() })
export const ChangeTeam = z.strictObject({ name: lineIn(80).optional(), members: members.optional(), expectedVersion })

export const LabelSchema = z.object({ id, name: z.string(), colour: z.enum(colours), version: z.number().int() }).meta({ id: 'Label' })
export const CreateLabel = z.strictObject({ name: lineIn(50), colour: z.enum(colours).default('grey') })
export const ChangeLabel = z.strictObject({ name: lineIn(50).optional(), colour: z.enum(colours).optional(), expectedVersion })

export const ContactSchema = z
  .object({ id, name: z.string(), email: z.string().nullable(), phone: z.string().nullable(), ticketCount: z.number().int() })
  .meta({ id: 'Contact' })
export const ContactsQuery = z.strictObject({ q: z.string().trim().max(200).default('') })

export const IdParam = z.object({ id: idIn })
