// Lets the app start without a connection. What the server knows is never kept here: only the app's own files, which have
// their content's hash in their names, and the page that loads them. While there is a connection every page comes from the server.
'use strict'
const files = 'statedesk-files'
const page = 'statedesk-page'
// Small files that the page names without a hash.
const beside = ['/theme.js', '/icon.svg', '/manifest.webmanifest']
const most = 400

self.addEventListener('install', () => self.skipWaiting())

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name !== files && name !== page).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  )
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin) return
  if (url.pathname.startsWith('/assets/')) event.respondWith(fileOf(request))
  else if (beside.includes(url.pathname)) event.respondWith(freshOr(request, files))
  else if (request.mode === 'navigate' && request.destination === 'document' && !/^\/(api|content)(\/|$)/.test(url.pathname))
    event.respondWith(pageOf(request))
})

// What an open page was made of before this worker was there.
self.addEventListener('message', (event) => {
  const { type, urls } = event.data ?? {}
  if (type === 'keep' && Array.isArray(urls)) event.waitUntil(keep(urls))
})

async function fileOf(request) {
  const cache = await caches.open(files)
  const kept = await cache.match(request)
  if (kept) return kept
  const answer = await fetch(request)
  if (answer.ok && answer.type === 'basic') {
    await cache.put(request, answer.clone()).catch(() => undefined)
  }
  return answer
}

async function freshOr(request, name) {
  const cache = await caches.open(name)
  try {
    const answer = await fetch(request)
    if (answer.ok) await cache.put(request, answer.clone()).catch(() => undefined)
    return answer
  } catch (error) {
    const kept = await cache.match(request)
    if (kept) return kept
    throw error
  }
}

// The same page for every address: its router finds the way.
async function pageOf(request) {
  const cache = await caches.open(page)
  try {
    const answer = await fetch(request)
    if (answer.ok && isOurs(answer)) await cache.put('/', answer.clone()).catch(() => undefined)
    return answer
  } catch (error) {
    const kept = await cache.match('/')
    if (kept) return kept
    throw error
  }
}

// A sign-in page of a hotel's network is not this app.
function isOurs(answer) {
  return !answer.redirected && (answer.headers.get('content-type') ?? '').startsWith('text/html')
}

async function keep(urls) {
  const cache = await caches.open(files)
  const own = urls.map((url) => new URL(url, self.location.origin)).filter((url) => url.origin === self.location.origin)
  for (const { pathname } of own) {
    if (!pathname.startsWith('/assets/') && !beside.includes(pathname)) continue
    if (!(await cache.match(pathname))) await cache.add(pathname).catch(() => undefined)
  }
  const shell = await caches.open(page)
  if (!(await shell.match('/'))) await shell.add('/').catch(() => undefined)
  // The oldest first: those of builds that are gone.
  const kept = await cache.keys()
  for (const request of kept.slice(0, Math.max(0, kept.length - most))) await cache.delete(request)
}
