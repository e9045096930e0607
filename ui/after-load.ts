/** Does something a while after the page stands, when there is time. The scripts may well run after the page has loaded. */
export function afterLoad(work: () => void, afterMs: number): void {
  const whenIdle = () => ('requestIdleCallback' in window ? requestIdleCallback(work, { timeout: 5_000 }) : work())
  const wait = () => setTimeout(whenIdle, afterMs)
  if (document.readyState === 'complete') wait()
  else addEventListener('load', wait, { once: true })
}
