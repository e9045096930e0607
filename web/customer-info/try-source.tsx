import { useMutation } from '@tanstack/react-query'
import { CircleAlert, Play, Plus } from 'lucide-react'
import { type KeyboardEvent, useState } from 'react'
import { api } from '../../client/api.ts'
import type { InfoSource, InfoTrial } from '../../client/types.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { t } from '../words/index.ts'
import { InfoValues } from './info-value.tsx'
import { type FieldDraft, fieldDraft, inputOf, pathsIn, type SourceDraft, type VariableName, variablesUsed } from './source-draft.ts'
import { sourceProblem } from './source-problem.ts'

const words = t.infoSettings
type Sample = keyof typeof words.sample

const samples: Record<VariableName, Sample> = {
  'contact.email': 'email',
  'contact.phone': 'phone',
  'contact.name': 'name',
  'contact.external_id': 'externalId',
  search: 'search',
}

type Props = {
  draft: SourceDraft
  base: InfoSource | null
  onPaths: (paths: readonly string[]) => void
  onUse: (field: FieldDraft) => void
}

/** Asks once with what stands in the form, so that nobody has to save to see whether it works. */
export function TrySource({ draft, base, onPaths, onUse }: Props) {
  const [values, setValues] = useState<Partial<Record<Sample, string>>>({})
  const used = variablesUsed(draft).map((name) => samples[name])
  const asked = useMutation({
    meta: { showsProblem: true },
    mutationFn: () => {
      const { name: _name, desks: _desks, enabled: _enabled, fields, ...config } = inputOf(draft)
      // Before a field is chosen the whole of an answer is looked for, which is how one is found.
      const shown = fields.length > 0 ? fields : [{ label: words.newField, path: 'id', kind: 'text' as const }]
      return api.customerInfo.try({ ...(base ? { source: base.id } : {}), config: { ...config, fields: shown }, values })
    },
    onSuccess: ({ raw }) => onPaths(raw === null ? [] : pathsIn(raw).map(({ path }) => path)),
  })
  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
    // Enter tries here; it saves in the rest of the form.
    event.preventDefault()
    if (!asked.isPending) asked.mutate()
  }
  return (
    <section aria-label={words.tryTitle} className="rounded-[10px] border border-line bg-canvas p-4">
      <h3 className="font-semibold">{words.tryTitle}</h3>
      <p className="text-fg-2">{words.tryText}</p>
      <div className="mt-3 flex flex-wrap items-end gap-2">
        {used.map((name) => (
          <TextField
            key={name}
            className="min-w-40 flex-1"
            label={words.sample[name]}
            maxLength={200}
            autoComplete="off"
            value={values[name] ?? ''}
            onKeyDown={onKeyDown}
            onChange={(event) => setValues({ ...values, [name]: event.target.value })}
          />
        ))}
        <Button busy={asked.isPending} onClick={() => asked.mutate()}>
          <Play size={13} />
          {words.tryButton}
        </Button>
      </div>
      <div role="status">
        {asked.error ? <p className="mt-3 whitespace-pre-line text-red-text">{sourceProblem(asked.error, draft)}</p> : null}
        {asked.data && !asked.error ? <Trial trial={asked.data} shown={draft.fields} onUse={onUse} /> : null}
      </div>
    </section>
  )
}

function Trial({ trial, shown, onUse }: { trial: InfoTrial; shown: readonly FieldDraft[]; onUse: (field: FieldDraft) => void }) {
  const { status, ms, state, message, fields, sent, raw } = trial
  const unused = raw === null ? [] : pathsIn(raw).filter(({ path }) => !shown.some((field) => field.path.trim() === path))
  return (
    <div className="mt-4 flex flex-col gap-3">
      {sent ? (
        <p className="text-xs text-fg-3">{status === null ? words.tookNone(String(ms)) : words.took(String(status), String(ms))}</p>
      ) : null}
      {state === 'found' ? (
        <div className="rounded-[10px] border border-line bg-surface px-3 py-1.5">
          <InfoValues fields={fields} />
        </div>
      ) : (
        <p className="flex items-start gap-2">
          <CircleAlert size={14} aria-hidden="true" className="mt-0.5 shrink-0 text-amber-text" />
          {message}
        </p>
      )}
      {unused.length > 0 ? (
        <div>
          <h4 className="mb-1 text-xs font-semibold text-fg-2">{words.found}</h4>
          <ul className="flex flex-wrap gap-1">
            {unused.map(({ path, value }) => (
              <li key={path} className="max-w-full">
                <button
                  type="button"
                  title={value}
                  aria-label={words.use(path)}
                  onClick={() => onUse(fieldDraft({ label: labelOf(path), path, kind: kindOf(value) }))}
                  className="flex h-6 max-w-full items-center gap-1 rounded-[6px] border border-line bg-surface px-1.5 text-fg-2 hover:border-line-strong hover:bg-hover hover:text-fg"
                >
                  <Plus size={11} className="shrink-0" />
                  <span className="truncate font-mono text-2xs">{path}</span>
                </button>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      {sent ? (
        <Code title={words.sent}>
          {`${sent.method} ${sent.url}`}
          {sent.body === null ? '' : `\n\n${sent.body}`}
        </Code>
      ) : null}
      {raw === null || raw === '' ? null : (
        <Code title={words.raw} note={trial.rawIsCut ? words.rawCut : undefined}>
          {indented(raw)}
        </Code>
      )}
    </div>
  )
}

function Code({ title, note, children }: { title: string; note?: string | undefined; children: React.ReactNode }) {
  return (
    <div>
      <h4 className="mb-1 text-xs font-semibold text-fg-2">{title}</h4>
      <pre
        tabIndex={0}
        dir="ltr"
        className="scroll-quiet max-h-60 overflow-auto rounded-[6px] border border-line bg-surface p-2 font-mono text-2xs whitespace-pre-wrap [overflow-wrap:anywhere]"
      >
        {children}
      </pre>
      {note ? <p className="mt-1 text-xs text-fg-3">{note}</p> : null}
    </div>
  )
}

function indented(raw: string): string {
  try {
    return JSON.stringify(JSON.parse(raw), null, 2)
  } catch {
    return raw
  }
}

/** `customer.last_order[0].paidAt`: “Paid at”, to begin with. */
function labelOf(path: string): string {
  const last =
    path
      .replace(/\[\d+\]/g, '')
      .split('.')
      .at(-1) ?? ''
  const said = last.replace(/[_-]+/g, ' ').replace(/([a-z])([A-Z])/g, (_, end: string, start: string) => `${end} ${start.toLowerCase()}`)
  return said.charAt(0).toUpperCase() + said.slice(1)
}

function kindOf(value: string): FieldDraft['kind'] {
  if (/^https?:\/\//.test(value)) return 'link'
  if (/^\d{4}-\d\d-\d\d([T ]|$)/.test(value)) return 'date'
  return /^-?\d+(\.\d+)?$/.test(value) ? 'number' : 'text'
}
