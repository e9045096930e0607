import type { Priority, ServicePolicy } from '../../client/types.ts'
import { t } from '../words/index.ts'

type Target = NonNullable<ServicePolicy['targets'][Priority]>

/** “1 h / 4 h”: until the first response, until the resolution. */
export function sayTarget({ firstResponse, resolution }: Target): string {
  const said = (span: Target['resolution']) => (span ? `${span.amount}${t.levels.short[span.unit]}` : '–')
  return `${said(firstResponse)} / ${said(resolution)}`
}
