import { formatNumber } from '../../ui/formats.ts'
import { language, t } from '../words/index.ts'

/** A count that goes no further than it says. */
export function countText({ count, more }: { count: number; more: boolean }): string {
  return more ? t.finding.over(count) : formatNumber(count, language)
}
