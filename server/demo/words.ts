import type { AgentKey } from './company.ts'
import { agents } from './company.ts'
import type { DemoContact } from './contacts.ts'
import type { Random } from './random.ts'
import type { Language } from './script.ts'

/** What stands for `{order}`, `{date}` and the others in one ticket's texts. */
export type Words = Readonly<Record<string, string>>

const things: Readonly<Record<Language, { products: readonly string[]; devices: readonly string[]; amounts: readonly string[] }>> = {
  en: {
    products: ['Folio 10', 'Folio Mini', 'Glow reading lamp', 'Tap keyboard', 'Folio Go'],
    devices: ['Folio 10', 'Folio Mini', 'Folio Go'],
    amounts: ['€ 39.00', '€ 89.90', '€ 249.00', '€ 329.00', '€ 459.00'],
  },
  ja: {
    products: ['Folio 10', 'Folio Mini', 'Glow 読書灯', 'Tap キーボード', 'Folio Go'],
    devices: ['Folio 10', 'Folio Mini', 'Folio Go'],
    amounts: ['5,480円', '12,800円', '32,800円', '45,800円', '62,800円'],
  },
  ko: {
    products: ['Folio 10', 'Folio Mini', 'Glow 독서등', 'Tap 키보드', 'Folio Go'],
    devices: ['Folio 10', 'Folio Mini', 'Folio Go'],
    amounts: ['49,000원', '119,000원', '329,000원', '439,000원', '599,000원'],
  },
}

const dayMs = 24 * 3_600_000

export function wordsFor(random: Random, about: { contact: DemoContact; agent: AgentKey; at: Date; later: Date }): Words {
  const { contact, agent, at, later } = about
  const { language, name, company, city, email } = contact
  const own = things[language]
  const [first = name, last = name] = name.split(' ')
  return {
    customer: name,
    first,
    // Japanese names begin with the family name.
    family: language === 'ja' ? first : last,
    company,
    city,
    domain: email.slice(email.indexOf('@') + 1),
    agent: agents[agent].signs[language],
    order: `LF-${random.between(20_000, 98_999)}`,
    invoice: `R-${at.getUTCFullYear()}-${random.between(1_000, 9_899)}`,
    tracking: `7${random.between(100_000, 999_999)}${random.between(10_000, 99_999)}`,
    serial: `F${random.pick(['A', 'C', 'K'])}${random.between(10, 29)}-${random.between(100_000, 999_999)}`,
    version: `${random.between(4, 5)}.${random.between(0, 9)}.${random.between(0, 4)}`,
    code: `${random.pick(['SPRING', 'READ', 'HELLO', 'PAPER'])}${random.between(10, 99)}`,
    seats: String(random.pick([12, 25, 40, 60, 85, 120, 240])),
    product: random.pick(own.products),
    device: random.pick(own.devices),
    amount: random.pick(own.amounts),
    date: dayIn(language, new Date(at.getTime() - random.between(2, 6) * dayMs)),
    later: dayIn(language, later),
  }
}

/** Puts the words into a text; a word nobody knows is a mistake in the script. */
export function fill(text: string, words: Words): string {
  return text.replace(/\{(\w+)\}/g, (_, key: string) => {
    const word = words[key]
    if (word === undefined) throw new Error(`the demo has no word for {${key}}`)
    return word
  })
}

/** `3 March`, `3月3日`, `3월 3일`. */
export function dayIn(language: Language, day: Date): string {
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { day: 'numeric', month: 'long', timeZone: 'UTC' }).format(day)
}
