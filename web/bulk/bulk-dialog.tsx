import { useQuery } from '@tanstack/react-query'
import { Mail, TriangleAlert } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { api } from '../../client/api.ts'
import type { BulkAct, BulkPreview } from '../../client/types.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogFoot } from '../../ui/dialog.tsx'
import { CheckField, TextArea, TextField } from '../../ui/field.tsx'
import { Skeleton } from '../../ui/states.tsx'
import { instantOf, localInput, now } from '../../ui/time.ts'
import { idempotencyKey } from '../composer/idempotency-key.ts'
import { problemText } from '../data/query-client.ts'
import { CategoryField } from '../forms/category-field.tsx'
import { categoriesOffered, useForm } from '../forms/form.ts'
import { useMe } from '../session/me.ts'
import { t } from '../words/index.ts'
import { nameOfBulk } from './bulk-actions.ts'
import { type BulkOn, useStartBulk } from './use-bulk.ts'

type Preset = keyof typeof t.ask.snooze
const texts: Record<string, string | undefined> = t.bulk.texts

/** Asks before many tickets change: what it takes, whom it mails, and which tickets will not have it. */
export function BulkDialog({
  act: asked,
  on,
  desk,
  onClose,
}: {
  act: BulkAct
  on: BulkOn
  desk?: string | undefined
  onClose: () => void
}) {
  const { zone } = useMe()
  const [text, setText] = useState('')
  const [mail, setMail] = useState(true)
  const [category, setCategory] = useState('')
  const [exact, setExact] = useState('')
  const [typed, setTyped] = useState('')
  const [key] = useState(idempotencyKey)
  const [problem, setProblem] = useState<string | null>(null)
  const start = useStartBulk()

  const mails = asked.action === 'resolve' || asked.action === 'hold'
  const act = filled()
  // What a preview depends on; words that are still to be written count as written.
  const looked = previewed(act)
  const preview = useQuery({
    queryKey: ['bulk', 'preview', looked, on],
    queryFn: () => api.bulk.preview({ act: looked, on }),
    staleTime: 5_000,
  })
  const count = preview.data?.count ?? 0
  const refused = sumOf(preview.data?.refused ?? [])
  const wrong = asked.action === 'purge' && typed.trim() !== String(count)

  function filled(): BulkAct {
    if (asked.action === 'note') return { action: 'note', text }
    const filed = category ? { processingCategory: category } : {}
    if (asked.action === 'hold') return { action: 'hold', ...(text.trim() ? { text } : {}), mail }
    if (asked.action === 'resolve') return { action: 'resolve', ...(text.trim() ? { text } : {}), mail, ...filed }
    return asked.action === 'status' ? { ...asked, ...filed } : asked
  }

  function submit(chosen: BulkAct) {
    setProblem(null)
    start.mutate({ act: chosen, on, key }, { onSuccess: onClose, onError: (error) => setProblem(problemText(error)) })
  }

  /** Some desks ask for a text, others do not: only the tickets know. */
  async function submitWithoutText(bare: BulkAct) {
    setProblem(null)
    try {
      const asIs = await api.bulk.preview({ act: bare, on })
      if (sumOf(asIs.refused) > refused) setProblem(t.ask.required)
      else submit(bare)
    } catch (error) {
      setProblem(problemText(error))
    }
  }

  function onSubmit(event: FormEvent) {
    event.preventDefault()
    if (!preview.data || wrong) return
    if (asked.action === 'note' && !text.trim()) return setProblem(t.ask.required)
    if (act.action === 'resolve' && !act.text) return void submitWithoutText(act)
    if (asked.action !== 'snooze') return submit(act)
    const until = exact && instantOf(exact, zone)
    if (!until || Date.parse(until) <= now()) return setProblem(t.ask.inPast)
    submit({ action: 'snooze', until, zone })
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={preview.data ? t.bulk.titles[asked.action](count) : nameOfBulk(asked.action)}
      description={texts[asked.action]}
      closeLabel={t.close}
      width="max-w-[500px]"
      written={text.trim() !== '' && t.unsaved.discard}
    >
      <form onSubmit={onSubmit} noValidate className="flex min-h-0 flex-col">
        <DialogBody className="flex flex-col gap-3">
          {asked.action === 'note' ? <Words label={t.bulk.noteText} text={text} onChange={setText} /> : null}
          {asked.action === 'resolve' ? <Words label={t.bulk.text} hint={t.ask.resolutionHint} text={text} onChange={setText} /> : null}
          {asked.action === 'hold' ? <Words label={t.bulk.holdText} hint={t.bulk.holdHint} text={text} onChange={setText} /> : null}
          {mails ? <CheckField label={t.bulk.mailCustomers} checked={mail} onChange={(event) => setMail(event.target.checked)} /> : null}
          {desk && (asked.action === 'resolve' || asked.action === 'status') ? (
            <Category desk={desk} value={category} onChange={setCategory} />
          ) : null}
          {asked.action === 'snooze' ? (
            <Times exact={exact} onExact={setExact} zone={zone} onPreset={(preset) => submit({ action: 'snooze', preset, zone })} />
          ) : null}
          {preview.isError ? (
            <p role="alert" className="text-red-text">
              {problemText(preview.error)}
            </p>
          ) : (
            <Consequences preview={preview.data} mayMail={mails || asked.action === 'status'} />
          )}
          {asked.action === 'purge' && preview.data ? (
            <TextField
              autoFocus
              label={t.bulk.typeCount(count)}
              inputMode="numeric"
              autoComplete="off"
              value={typed}
              error={typed !== '' && wrong && typed.length >= String(count).length ? t.bulk.wrongCount : undefined}
              onChange={(event) => setTyped(event.target.value)}
            />
          ) : null}
          {problem ? (
            <p role="alert" className="rounded-[6px] bg-red-fill px-3 py-2 text-red-text">
              {problem}
            </p>
          ) : null}
        </DialogBody>
        <DialogFoot>
          <Button kind="quiet" onClick={onClose}>
            {t.cancel}
          </Button>
          <Button
            type="submit"
            kind={asked.action === 'purge' ? 'danger' : 'primary'}
            autoFocus={!mails && !['note', 'snooze', 'purge'].includes(asked.action)}
            busy={start.isPending}
            refusal={!preview.data ? t.bulk.counting : refused >= count ? t.bulk.noneLeft : wrong ? t.bulk.typeCount(count) : undefined}
          >
            {preview.data ? t.bulk.titles[asked.action](Math.max(count - refused, 0)) : nameOfBulk(asked.action)}
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  )
}

const sumOf = (refused: readonly { count: number }[]) => refused.reduce((sum, one) => sum + one.count, 0)

/** The same answer for every text: only whether there is one matters. */
function previewed(act: BulkAct): BulkAct {
  if (act.action === 'note') return { action: 'note', text: '…' }
  if (act.action === 'resolve') return { ...act, text: '…' }
  if (act.action === 'hold') return { action: 'hold', mail: act.mail }
  return act
}

/** Only where all chosen tickets are of one desk, and it files by categories. */
function Category({ desk, value, onChange }: { desk: string; value: string; onChange: (id: string) => void }) {
  const form = useForm(desk)
  return form && categoriesOffered(form).length > 0 ? <CategoryField desk={desk} value={value} onChange={onChange} /> : null
}

function Words({ label, hint, text, onChange }: { label: string; hint?: string; text: string; onChange: (text: string) => void }) {
  return <TextArea label={label} hint={hint} rows={4} autoFocus value={text} onChange={(event) => onChange(event.target.value)} />
}

function Times(props: { exact: string; onExact: (at: string) => void; zone: string; onPreset: (preset: Preset) => void }) {
  return (
    <>
      <div className="grid grid-cols-2 gap-1.5">
        {(Object.keys(t.ask.snooze) as Preset[]).map((preset, index) => (
          <button
            key={preset}
            type="button"
            autoFocus={index === 0}
            onClick={() => props.onPreset(preset)}
            className="h-9 rounded-[6px] border border-line px-3 text-left hover:border-line-strong hover:bg-hover"
          >
            {t.ask.snooze[preset]}
          </button>
        ))}
      </div>
      <TextField
        label={t.ask.exact}
        hint={t.ask.exactHint(props.zone)}
        type="datetime-local"
        min={localInput(now(), props.zone)}
        value={props.exact}
        onChange={(event) => props.onExact(event.target.value)}
      />
    </>
  )
}

function Consequences({ preview, mayMail }: { preview: BulkPreview | undefined; mayMail: boolean }) {
  if (!preview) {
    return (
      <div role="status" aria-label={t.bulk.counting} className="flex flex-col gap-2 py-1">
        <Skeleton className="h-3 w-48" />
        <Skeleton className="h-3 w-64" />
      </div>
    )
  }
  const refused = preview.refused.reduce((sum, one) => sum + one.count, 0)
  return (
    <div role="status" className="flex flex-col gap-2 text-fg-2">
      {mayMail || preview.mails > 0 ? (
        <p className="flex items-start gap-2">
          <Mail size={15} aria-hidden="true" className="mt-[3px] shrink-0 text-fg-3" />
          {preview.mails > 0 ? t.bulk.mails(preview.mails) : t.bulk.noMails}
        </p>
      ) : null}
      {refused > 0 ? (
        <div className="flex items-start gap-2">
          <TriangleAlert size={15} aria-hidden="true" className="mt-[3px] shrink-0 text-amber-line" />
          <div className="min-w-0">
            <p>{t.bulk.refused(refused)}</p>
            <ul className="mt-1 flex flex-col gap-1.5">
              {preview.refused.slice(0, 4).map((one) => (
                <li key={one.message} className="text-xs">
                  <span className="block text-fg-2">{one.message}</span>
                  {one.sample.length > 0 ? (
                    <span className="block font-mono text-2xs text-fg-3">
                      {t.bulk.andMore(one.sample.slice(0, 3).join(', '), one.count - Math.min(3, one.sample.length))}
                    </span>
                  ) : null}
                </li>
              ))}
            </ul>
          </div>
        </div>
      ) : null}
      {preview.unknown > 0 ? <p className="text-xs">{t.bulk.unknown(preview.unknown)}</p> : null}
    </div>
  )
}
