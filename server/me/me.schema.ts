import { z } from 'zod'
import { passwordIn, passwordTyped, permissions, RoleName } from '../access/index.ts'
import { DeskSummary } from '../desks/index.ts'
import { PresenceSchema } from '../people/index.ts'
import { id, idIn, lineIn, time } from '../platform/http/index.ts'
import { ChangePreferences, Preferences } from './preferences.ts'

export const Me = z
  .object({
    id,
    name: z.string(),
    email: z.string(),
    avatarHue: z.number().int(),
    role: RoleName,
    permissions: z.array(z.enum(permissions)),
    workspace: z.object({ id, name: z.string(), referencePrefix: z.string() }),
    desks: z.array(DeskSummary),
    teams: z.array(z.object({ id, name: z.string() })),
    presence: PresenceSchema,
    zone: z.string(),
    theme: z.string().nullable(),
    signature: z.string(),
    undoSeconds: z.number().int().meta({ description: 'So long a reply can be taken back before it leaves.' }),
    preferences: Preferences,
    dev: z.boolean(),
  })
  .meta({ id: 'Me' })

export const MeAnswer = z.object({ me: Me })

export const SignIn = z.strictObject({ email: z.string().max(254), password: passwordTyped })

const zone = z.string().max(64).refine(isZone, 'is not a time zone like Asia/Tokyo')

export const ChangeMe = z.strictObject({
  name: lineIn(100).optional(),
  zone: zone.optional(),
  signature: z.string().max(5000).optional(),
  undoSeconds: z.number().int().min(0).max(60).optional(),
  preferences: ChangePreferences.optional(),
})

export const ChangePassword = z.strictObject({ current: passwordTyped, next: passwordIn })

export const Session = z
  .object({ id, createdAt: time, lastSeenAt: time, userAgent: z.string(), current: z.boolean() })
  .meta({ id: 'Session' })

export const SessionId = z.object({ id: idIn })

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return /^[A-Za-z]/.test(name)
  } catch {
    return false
  }
}
