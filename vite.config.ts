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
  },
  server: {
    fs: { allow: [import.meta.dirname] },
    proxy: { '/api': server, '/content': server },
  },
})
