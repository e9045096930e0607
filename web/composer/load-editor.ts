export const loadEditor = () => import('./editor.tsx').then((module) => ({ default: module.Editor }))

/** Fetches the editor while the agent reads, so that the first key press finds it there. */
export function preloadEditor(): void {
  const idle = window.requestIdleCallback ?? ((run: () => void) => setTimeout(run, 600))
  idle(() => void loadEditor().catch(() => undefined))
}
