import { afterLoad } from '../../ui/after-load.ts'

const afterMs = 3_000

/** Has the browser keep the app's own files, so that it also starts without a connection. Only where a worker may be: https, or this machine. */
export function keepForOffline(): void {
  // While the screens are being developed no file has a hash in its name, and nothing may be kept.
  const isBuilt = document.querySelector('script[src^="/assets/"]') !== null
  if (!isBuilt || !window.isSecureContext || !('serviceWorker' in navigator)) return
  afterLoad(() => void register(), afterMs)
}

async function register() {
  try {
    await navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' })
    const { active } = await navigator.serviceWorker.ready
    // What this page was made of was fetched before the worker saw anything.
    const urls = performance.getEntriesByType('resource').map((entry) => entry.name)
    active?.postMessage({ type: 'keep', urls: [...urls, '/theme.js', '/icon.svg', '/manifest.webmanifest'] })
  } catch {
    // A browser that forbids it works as before, with a connection.
  }
}
