import { CSPProvider } from '@base-ui/react/csp-provider'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { preloadParts } from '../ui/preload.ts'
import { Toasts } from '../ui/toast.tsx'
import { Tooltips } from '../ui/tooltips.tsx'
import '../ui/styles.css'
import { queryClient } from './data/query-client.ts'
import { router } from './router.tsx'
import { keepPreferencesOnServer } from './session/preferences-sync.ts'
import { keepForOffline } from './shell/keep-for-offline.ts'
import { reloadOnNewVersion } from './shell/reload-on-new-version.ts'
import { language, t } from './words/index.ts'

reloadOnNewVersion()
keepForOffline()
if (language !== 'en')
  document.querySelector<HTMLLinkElement>('link[rel="manifest"]')?.setAttribute('href', `/manifest-${language}.webmanifest`)
keepPreferencesOnServer()
preloadParts()
const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')

createRoot(root).render(
  <StrictMode>
    {/* The content policy allows no style elements; what they would do stands in ui/styles.css. */}
    <CSPProvider disableStyleElements>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
        <Toasts closeLabel={t.close} />
        <Tooltips />
      </QueryClientProvider>
    </CSPProvider>
  </StrictMode>,
)
