const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
// RFC 5322 §4.3; a single letter says nothing reliable (RFC 5322), so it counts as UTC.
const zones = new Map([
  ['EST', -300],
  ['EDT', -240],
  ['CST', -360],
  ['CDT', -300],
  ['MST', -420],
  ['MDT', -360],
  ['PST', -480],
  ['PDT', -420],
  ['JST', 540],
  ['KST', 540],
  ['CET', 60],
  ['CEST', 120],
])

/** What the sender's clock claimed, or null. Only for display: order and service levels go by receipt. */
export function parseMailDate(header: string): Date | null {
  const text = header.slice(0, 200).replace(/\([^)]*\)/g, ' ')
  const match =
    /(\d{1,2})[\s-]+([A-Za-z]{3})[A-Za-z]*\.?[\s-]+(\d{2,4})[\s,]+(\d{1,2})[:.](\d{1,2})(?:[:.](\d{1,2}))?\s*([+-]\s?\d{3,4}|[A-Za-z]{1,5})?/.exec(
      text,
    )
  if (!match) return isoDate(text)
  const month = months.indexOf((match[2] as string).toLowerCase())
  if (month === -1) return null
  const [day, hour, minute, second] = [match[1], match[4], match[5], match[6] ?? '0'].map(Number) as [number, number, number, number]
  if (day < 1 || day > 31 || hour > 24 || minute > 59 || second > 60) return null
  const time = Date.UTC(fullYear(match[3] as string), month, day, hour, minute, second) - zoneMinutes(match[7]) * 60_000
  return Number.isNaN(time) ? null : new Date(time)
}

function isoDate(text: string): Date | null {
  const match = /\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?/.exec(text)
  if (!match) return null
  const time = Date.parse(/(?:Z|[+-]\d{2}:?\d{2})$/.test(match[0].slice(11)) ? match[0] : `${match[0]}Z`)
  return Number.isNaN(time) ? null : new Date(time)
}

// RFC 5322 §4.3: two digits below 50 are of this century, other short years count from 1900.
function fullYear(digits: string): number {
  const year = Number(digits)
  if (digits.length >= 4) return year
  return digits.length === 2 && year < 50 ? 2000 + year : 1900 + year
}

function zoneMinutes(zone: string | undefined): number {
  if (!zone) return 0
  const offset = /^([+-])\s?(\d{1,2})(\d{2})$/.exec(zone)
  if (!offset) return zones.get(zone.toUpperCase()) ?? 0
  const minutes = Number(offset[2]) * 60 + Number(offset[3])
  return minutes > 24 * 60 ? 0 : offset[1] === '-' ? -minutes : minutes
}
