import { z } from 'zod'
import { colours } from '../../lifecycle/index.ts'
import { passwordIn, RoleName } from '../access/index.ts'
import { emailIn, id, idIn, lineIn } from '../platform/http/index.ts'

export const PresenceSchema = z.enum(['online', 'away', 'offline'])

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
    disabled: z.boolean(),
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
  disabled: z.boolean().optional(),
})
export const SetPresence = z.strictObject({ presence: PresenceSchema })
export const SetPresenceOf = z.strictObject({ presence: PresenceSchema, capacity: z.number().int().min(0).max(1000).optional() })

export const Team = z.object({ id, name: z.string(), members: z.array(id) }).meta({ id: 'Team' })
const members = z.array(idIn).max(1000)
export const CreateTeam = z.strictObject({ name: lineIn(80), members: members.optional() })
export const ChangeTeam = z.strictObject({ name: lineIn(80).optional(), members: members.optional() })

export const LabelSchema = z.object({ id, name: z.string(), colour: z.enum(colours) }).meta({ id: 'Label' })
export const CreateLabel = z.strictObject({ name: lineIn(50), colour: z.enum(colours).default('grey') })
export const ChangeLabel = z.strictObject({ name: lineIn(50).optional(), colour: z.enum(colours).optional() })

export const ContactSchema = z
  .object({ id, name: z.string(), email: z.string().nullable(), phone: z.string().nullable(), ticketCount: z.number().int() })
  .meta({ id: 'Contact' })
export const ContactsQuery = z.strictObject({ q: z.string().trim().max(200).default('') })

export const IdParam = z.object({ id: idIn })
