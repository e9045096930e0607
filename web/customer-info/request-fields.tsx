import { useRef } from 'react'
import type { InfoSource } from '../../client/types.ts'
import { CheckField, Field, SelectField, TextField } from '../../ui/field.tsx'
import { labelled, t } from '../words/index.ts'
import { isSameServer, type SourceDraft, type VariableName, variablesFor } from './source-draft.ts'

const words = t.infoSettings

type Props = {
  draft: SourceDraft
  base: InfoSource | null
  onChange: (change: Partial<SourceDraft>) => void
  errorAt: (path: string) => string | undefined
}

/** Where a source is asked, how, and with which header. */
export function RequestFields({ draft, base, onChange, errorAt }: Props) {
  const url = useRef<HTMLInputElement>(null)
  const body = useRef<HTMLTextAreaElement>(null)
  const isPost = draft.method === 'POST'
  return (
    <fieldset className="flex min-w-0 flex-col gap-3">
      <legend className="mb-2 font-semibold">{words.request}</legend>
      <div className="flex flex-wrap gap-3">
        <SelectField
          className="w-24"
          label={words.method}
          value={draft.method}
          options={['GET', 'POST'].map((value) => ({ value, label: value }))}
          onChange={(event) => onChange({ method: event.target.value as SourceDraft['method'] })}
        />
        <SelectField
          className="w-28"
          label={words.timeout}
          value={String(draft.timeoutSeconds)}
          options={Array.from({ length: 10 }, (_, n) => ({ value: String(n + 1), label: words.seconds(n + 1) }))}
          onChange={(event) => onChange({ timeoutSeconds: Number(event.target.value) })}
        />
      </div>
      <div className="flex flex-col gap-1.5">
        <Field label={words.url} hint={words.urlHint} error={errorAt('url')}>
          {(props) => (
            <input
              {...props}
              ref={url}
              required
              dir="ltr"
              spellCheck={false}
              autoCapitalize="off"
              maxLength={2_000}
              value={draft.url}
              placeholder="https://crm.example.com/customers?mail={{contact.email}}"
              onChange={(event) => onChange({ url: event.target.value })}
              className="field font-mono text-xs"
            />
          )}
        </Field>
        <Variables useFor={draft.useFor} where={words.url} onPick={(name) => onChange({ url: put(url.current, draft.url, name) })} />
      </div>
      {isPost ? (
        <div className="flex flex-col gap-1.5">
          <Field label={words.body} hint={words.bodyHint} error={errorAt('body')}>
            {(props) => (
              <textarea
                {...props}
                ref={body}
                rows={4}
                dir="ltr"
                spellCheck={false}
                maxLength={4_000}
                value={draft.body}
                placeholder={'{"mail": "{{contact.email}}"}'}
                onChange={(event) => onChange({ body: event.target.value })}
                className="field h-auto resize-y py-2 font-mono text-xs"
              />
            )}
          </Field>
          <Variables useFor={draft.useFor} where={words.body} onPick={(name) => onChange({ body: put(body.current, draft.body, name) })} />
        </div>
      ) : null}
      <Auth draft={draft} base={base} onChange={onChange} errorAt={errorAt} />
    </fieldset>
  )
}

function Variables({ useFor, where, onPick }: { useFor: SourceDraft['useFor']; where: string; onPick: (name: VariableName) => void }) {
  return (
    <div role="group" aria-label={labelled(words.variables, where)} className="flex flex-wrap items-center gap-1">
      <span className="mr-1 text-xs text-fg-3">{words.variables}</span>
      {variablesFor(useFor).map((name) => (
        <button
          key={name}
          type="button"
          title={words.variable[name]}
          onClick={() => onPick(name)}
          className="h-6 rounded-[6px] border border-line bg-surface px-1.5 font-mono text-2xs text-fg-2 hover:border-line-strong hover:bg-hover hover:text-fg"
        >
          {`{{${name}}}`}
        </button>
      ))}
    </div>
  )
}

/** Where the cursor stands, which then stands behind it. */
function put(input: HTMLInputElement | HTMLTextAreaElement | null, text: string, name: VariableName): string {
  const written = `{{${name}}}`
  const from = input?.selectionStart ?? text.length
  const to = input?.selectionEnd ?? from
  setTimeout(() => {
    input?.focus()
    input?.setSelectionRange(from + written.length, from + written.length)
  }, 0)
  return text.slice(0, from) + written + text.slice(to)
}

function Auth({ draft: { auth, url }, base, onChange, errorAt }: Props) {
  const isKept = base?.auth != null
  const isElsewhere = isKept && !isSameServer(base.url, url)
  return (
    <div>
      <CheckField
        label={words.auth}
        checked={auth !== null}
        onChange={(event) =>
          onChange({ auth: event.target.checked ? { header: base?.auth?.header ?? 'Authorization', secret: '' } : null })
        }
      />
      {auth ? (
        <div className="mt-1 grid gap-3 pl-6 sm:grid-cols-2">
          <TextField
            label={words.header}
            required
            maxLength={64}
            spellCheck={false}
            value={auth.header}
            error={errorAt('auth.header')}
            onChange={(event) => onChange({ auth: { ...auth, header: event.target.value } })}
          />
          <TextField
            label={words.secret}
            type="password"
            autoComplete="new-password"
            required={!isKept || isElsewhere}
            maxLength={2_000}
            placeholder={isKept && !isElsewhere ? '••••••••' : 'Bearer'}
            hint={isElsewhere ? words.secretElsewhere : isKept ? words.secretKept : words.secretHint}
            value={auth.secret}
            error={errorAt('auth.secret')}
            onChange={(event) => onChange({ auth: { ...auth, secret: event.target.value } })}
          />
        </div>
      ) : null}
    </div>
  )
}
