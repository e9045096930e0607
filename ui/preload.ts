import { afterLoad } from './after-load.ts'
import { menuParts } from './menu.tsx'
import { popoverParts } from './popover.tsx'
import { tooltipParts } from './tooltips.tsx'

const afterMs = 2_500

/** Reads what opens over a page once the page stands, so that the first menu is as quick as the second. */
export function preloadParts(): void {
  afterLoad(() => {
    for (const part of [menuParts, popoverParts, tooltipParts]) part.load().catch(() => undefined)
  }, afterMs)
}
