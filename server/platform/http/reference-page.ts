interface Operation {
  summary?: string
  tags?: string[]
  parameters?: { name: string; in: string; required?: boolean }[]
  requestBody?: { content?: Record<string, { schema?: unknown }> }
  responses: Record<string, { description?: string; content?: Record<string, { schema?: unknown }> }>
}

export interface OpenApiDocument {
  openapi: string
  paths: Record<string, Record<string, Operation>>
  components: { schemas?: Record<string, unknown> }
}

/** The API document as one page without a script. */
export function referencePage(document: OpenApiDocument): string {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      path,
      method: method.toUpperCase(),
      operation,
      tag: operation.tags?.[0] ?? 'Other',
    })),
  )
  const tags = [...new Set(operations.map(({ tag }) => tag))]
  const sections = tags.map((tag) => {
    const rows = operations.filter((one) => one.tag === tag).map(operationHtml)
    return `<section><h2 id="${escapeHtml(tag)}">${escapeHtml(tag)}</h2>${rows.join('')}</section>`
  })
  const schemas = Object.entries(document.components.schemas ?? {}).map(
    ([name, schema]) =>
      `<details id="schema-${escapeHtml(name)}"><summary><code>${escapeHtml(name)}</code></summary>${json(schema)}</details>`,
  )
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Statedesk API</title><meta name="viewport" content="width=device-width">
<body><h1>Statedesk API</h1>
<p>Send an API key as <code>Authorization: Bearer sd_…</code>. The machine-readable document is <a href="/api/v1/openapi.json">openapi.json</a>.</p>
<nav>${tags.map((tag) => `<a href="#${escapeHtml(tag)}">${escapeHtml(tag)}</a>`).join(' · ')}</nav>
${sections.join('\n')}<section><h2>Schemas</h2>${schemas.join('')}</section></body></html>`
}

function operationHtml({ path, method, operation }: { path: string; method: string; operation: Operation }): string {
  const parameters = (operation.parameters ?? []).map(
    (parameter) => `<code>${escapeHtml(parameter.name)}${parameter.required ? '' : '?'}</code>`,
  )
  const body = Object.values(operation.requestBody?.content ?? {})[0]?.schema
  const answers = Object.entries(operation.responses).filter(([status]) => status !== 'default')
  return `<details><summary><code>${method} ${escapeHtml(path)}</code> ${escapeHtml(operation.summary ?? '')}</summary>
${parameters.length > 0 ? `<p>Parameters: ${parameters.join(' ')}</p>` : ''}${body ? `<p>Body</p>${json(body)}` : ''}
${answers.map(([status, answer]) => `<p>${escapeHtml(status)}</p>${json(Object.values(answer.content ?? {})[0]?.schema ?? null)}`).join('')}</details>`
}

function json(value: unknown): string {
  return `<pre>${escapeHtml(JSON.stringify(value, null, 2))}</pre>`
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
