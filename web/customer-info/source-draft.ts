import type { InfoSource, InfoSourceInput } from '../../client/types.ts'

export type FieldDraft = InfoSource['fields'][number] & {
  /** Keeps a row itself while it is renamed and moved. */
  readonly key: string
}

/** What stands in the form. */
export interface SourceDraft {
  readonly name: string
  readonly enabled: boolean
  readonly useFor: InfoSource['useFor']
  readonly desks: string[] | null
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly body: string
  readonly auth: { readonly header: string; readonly secret: string } | null
  readonly timeoutSeconds: number
  readonly fields: readonly FieldDraft[]
}

const blankField = { label: '', path: '', kind: 'text' } as const
let made = 0

export function fieldDraft(field: InfoSource['fields'][number] = blankField): FieldDraft {
  return { ...field, key: `field-${++made}` }
}

/** The same for the same source: rows are told apart by their places. */
export function draftOf(source: InfoSource | null): SourceDraft {
  if (!source)
    return {
      name: '',
      enabled: true,
      useFor: 'tickets',
      desks: null,
      method: 'GET',
      url: 'https://',
      body: '',
      auth: null,
      timeoutSeconds: 5,
      fields: [{ ...blankField, key: 'first' }],
    }
  const { name, enabled, useFor, desks, method, url, body, auth, timeoutSeconds, fields } = source
  return {
    name,
    enabled,
    useFor,
    desks,
    method,
    url,
    body: body ?? '',
    auth: auth && { header: auth.header, secret: '' },
    timeoutSeconds,
    fields: fields.map((field, place) => ({ ...field, key: `kept-${place}` })),
  }
}

/** As the server takes it. Rows nobody typed into are left out. */
export function inputOf({ body, auth, fields, ...draft }: SourceDraft): InfoSourceInput {
  return {
    ...draft,
    body: draft.method === 'POST' && body.trim() ? body : null,
    auth: auth && { header: auth.header.trim(), ...(auth.secret ? { secret: auth.secret } : {}) },
    fields: fields.filter(({ label, path }) => label.trim() || path.trim()).map(({ label, path, kind }) => ({ label, path, kind })),
  }
}

export const variableNames = ['contact.email', 'contact.phone', 'contact.name', 'contact.external_id', 'search'] as const
export type VariableName = (typeof variableNames)[number]

export function variablesFor(useFor: SourceDraft['useFor']): readonly VariableName[] {
  return useFor === 'tickets' ? variableNames : ['search']
}

/** Those that stand in the request, to be tried with a value. */
export function variablesUsed({ url, body, method }: SourceDraft): readonly VariableName[] {
  const text = (method === 'POST' ? `${url} ${body}` : url).toLowerCase().replace(/\{\{\s*|\s*\}\}/g, '|')
  return variableNames.filter((name) => text.includes(`|${name}|`))
}

/** Whether the kept secret may still be sent: only to the server it was entered for. */
export function isSameServer(one: string, other: string): boolean {
  const origin = (url: string) => /^https?:\/\/[^/?#]*/i.exec(url)?.[0].toLowerCase()
  return origin(one) === origin(other)
}

const mostPaths = 40

/** Every value of an answer with the path that leads to it; of lists the first entry. */
export function pathsIn(raw: string): { path: string; value: string }[] {
  const found: { path: string; value: string }[] = []
  const visit = (value: unknown, path: string) => {
    if (found.length >= mostPaths) return
    if (Array.isArray(value)) {
      if (value.length > 0) visit(value[0], `${path}[0]`)
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, child] of Object.entries(value)) if (!/[.[\]]/.test(key)) visit(child, path ? `${path}.${key}` : key)
    } else if (path && (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')) {
      found.push({ path, value: String(value) })
    }
  }
  try {
    visit(JSON.parse(raw), '')
  } catch {
    // An answer that was cut, or is none: there is nothing to choose from.
  }
  return found
}
