import type { DeskKey } from '../company.ts'
import type { Language, Script } from '../script.ts'
import { careEn } from './care-en.ts'
import { careJa } from './care-ja.ts'
import { careKo } from './care-ko.ts'
import { contactEn } from './contact-en.ts'
import { contactJa } from './contact-ja.ts'
import { contactKo } from './contact-ko.ts'
import { liveEn } from './live-en.ts'
import { liveJa } from './live-ja.ts'
import { liveKo } from './live-ko.ts'
import { rolloutEn } from './rollout-en.ts'
import { rolloutJa } from './rollout-ja.ts'
import { rolloutKo } from './rollout-ko.ts'
import { supportEn } from './support-en.ts'
import { supportJa } from './support-ja.ts'
import { supportKo } from './support-ko.ts'

/** What customers of each desk talk about, by language. */
export const scripts: Readonly<Record<DeskKey, Readonly<Record<Language, readonly Script[]>>>> = {
  care: { en: careEn, ja: careJa, ko: careKo },
  support: { en: supportEn, ja: supportJa, ko: supportKo },
  contact: { en: contactEn, ja: contactJa, ko: contactKo },
  live: { en: liveEn, ja: liveJa, ko: liveKo },
  rollout: { en: rolloutEn, ja: rolloutJa, ko: rolloutKo },
}
