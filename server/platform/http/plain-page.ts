import { escapeHtml } from './reference-page.ts'
import type { Language } from '../words/index.ts'

/** A page that needs no script, style or picture. */
export function plainPage(title: string, text: string, language: Language = 'en'): string {
  return `<!doctype html><html lang="${language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title>
<body><main><h1>${escapeHtml(title)}</h1><p>${escapeHtml(text)}</p></main></body></html>`
}
