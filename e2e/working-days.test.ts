import { afterAll, beforeAll, describe } from 'vitest'
import { contactCentreDay } from './days/contact-centre-day.ts'
import { inboxDay } from './days/inbox-day.ts'
import { liveDay } from './days/live-day.ts'
import { signOffDay } from './days/sign-off-day.ts'
import { supportDay } from './days/support-day.ts'
import { type Office, openOffice } from './testing/office.ts'

/** One working day of an agent in each of the lifecycles, told in order: on one server, by mail both ways, as the screens show it. */
let office: Office

beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

describe('a day at an inbox', () => inboxDay(() => office))
describe('a day at a live desk', () => liveDay(() => office))
describe('a day at a contact centre', () => contactCentreDay(() => office))
describe('a day at a support desk', () => supportDay(() => office))
describe('a day at a desk whose customers sign off', () => signOffDay(() => office))
