import { resolve } from 'node:path'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const buildDir = process.env.STATEDESK_BUILD_DIR
const server = process.env.STATEDESK_DEV_SERVER ?? 'http://127.0.0.1:3000'

export default defineConfig({
  root: resolve(import.meta.dirname, 'web'),
  plugins: [react(), tailwindcss()],
  build: {
    outDir: buildDir ? resolve(buildDir, 'web') : resolve(import.meta.dirname, 'dist/web'),
    emptyOutDir: true,
    target: 'es2022',
    // The content security policy allows no data: fonts or scripts, and images stay cacheable as files.
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        // Small things that several parts share come in one file: dozens of files of a few hundred bytes would each be asked for.
        codeSplitting: {
          groups: [{ name: 'shared', test: isSharedSmall, minShareCount: 3 }],
        },
      },
    },
  },
  server: {
    fs: { allow: [import.meta.dirname] },
    proxy: { '/api': server, '/content': server },
  },
})

/** What nearly every page needs. Not what opens over a page: that is read when it opens, and what a group holds comes with all it imports. */
function isSharedSmall(id: string): boolean {
  if (/\/ui\/(dialog|discard-question|tooltip-host|[a-z]+-parts)\./.test(id)) return false
  return /\/(lucide-react|use-sync-external-store)\/|\/@tanstack\/react-query\/|\/ui\/[\w-]+\.tsx?$|\/web\/(session|data|keyboard|live)\//.test(
    id,
  )
}
