import { isProblem } from '../../client/client.ts'
import { problemText } from '../data/query-client.ts'
import { labelled, noted, t } from '../words/index.ts'
import { inputOf, type SourceDraft } from './source-draft.ts'

const words = t.infoSettings

/** What is wrong, with each part called as the form calls it. */
export function sourceProblem(error: unknown, draft: SourceDraft): string {
  if (!isProblem(error, 'invalid_input')) return problemText(error)
  const said = error.errors.map(({ path, message }) => {
    const name = nameOf(path.replace(/^config\./, ''), draft)
    return name ? labelled(name, message) : null
  })
  return said.length > 0 && !said.includes(null) ? said.join('\n') : problemText(error)
}

function nameOf(path: string, draft: SourceDraft): string | undefined {
  const [, place, part] = /^fields\.(\d+)\.(label|path)$/.exec(path) ?? []
  if (place !== undefined) {
    const label = inputOf(draft).fields[Number(place)]?.label.trim()
    const name = part === 'path' ? words.path : words.label
    return label ? noted(name, label) : name
  }
  return names[path]
}

const names: Readonly<Record<string, string | undefined>> = {
  name: t.fields.name,
  url: words.url,
  body: words.body,
  desks: words.desks,
  fields: words.fields,
  'auth.header': words.header,
  'auth.secret': words.secret,
}
