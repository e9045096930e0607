import { formatNumber } from '../../ui/formats.ts'
import { language, t } from '../words/index.ts'

/** A count that goes no further than it says; nothing where it takes too long to count. */
export function countText({ count, more }: { count: number | null; more: boolean }): string {
  if (count === null) return ''
  return more ? t.finding.over(count) : formatNumber(count, language)
}
