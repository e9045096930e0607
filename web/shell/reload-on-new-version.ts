const markKey = 'statedesk.reloaded'

/**
 * After an update of the server the files of the page that is open are gone: the next part that is asked for cannot be loaded.
 * Loading the page anew brings the new ones; drafts are kept. It happens once a minute at most, so that a broken server is seen as what it is.
 */
export function reloadOnNewVersion(): void {
  addEventListener('vite:preloadError', () => {
    const last = Number(sessionStorage.getItem(markKey) ?? 0)
    if (!navigator.onLine || Date.now() - last < 60_000) return
    sessionStorage.setItem(markKey, String(Date.now()))
    location.reload()
  })
}
