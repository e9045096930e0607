import { useEffect, useSyncExternalStore } from 'react'
import { type Loadable, loadOnce, useLoaded } from './load-once.ts'
import { hideTooltip, subscribeToTooltip, tooltipShown } from './tooltip-store.ts'

type Parts = typeof import('./tooltip-host.tsx')

export const tooltipParts: Loadable<Parts> = loadOnce(() => import('./tooltip-host.tsx'))

/** Stands once on the page and shows the tooltip that was asked for. */
export function Tooltips() {
  const said = useSyncExternalStore(subscribeToTooltip, tooltipShown)
  const parts = useLoaded(tooltipParts, said !== null)
  useEffect(() => {
    if (!said) return
    // Escape sends it away; Enter and Space do what the button does, which may cover it.
    const onKey = (event: KeyboardEvent) => ['Escape', 'Enter', ' '].includes(event.key) && hideTooltip('now')
    const onScroll = () => hideTooltip('now')
    addEventListener('keydown', onKey, true)
    addEventListener('scroll', onScroll, { capture: true, passive: true })
    return () => {
      removeEventListener('keydown', onKey, true)
      removeEventListener('scroll', onScroll, true)
    }
  }, [said])
  return said && parts ? <parts.TooltipHost said={said} /> : null
}
