import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { EyeOff } from 'lucide-react'
import { useEffect, useId, useRef, useState } from 'react'
import { api } from '../../client/api.ts'
import { isProblem } from '../../client/client.ts'
import type { MaskWords, Message } from '../../client/types.ts'
import { Button } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import { Dialog, DialogBody, DialogFoot } from '../../ui/dialog.tsx'
import { toast } from '../../ui/toast.tsx'
import { useActions } from '../actions/action-context.tsx'
import { problemText } from '../data/query-client.ts'
import { t } from '../words/index.ts'
import { masking } from './mask-store.ts'
import { askAgain } from './ask-again.ts'
import { suggestMasks } from './suggest.ts'

type Chosen = { from: number; to: number; revision: number }
type Props = { reference: string; message: Message; chosen: Chosen | null }

/** Asks what exactly is to be masked: what was dragged over, or, by keyboard, what is selected in the message’s text. */
export default function MaskDialog({ reference, message, chosen }: Props) {
  const [words, setWords] = useState<Chosen | null>(chosen)
  const [everywhere, setEverywhere] = useState(false)
  const mask = useMask(reference, message, chosen !== null)
  const text = words ? message.text.slice(words.from, words.to) : ''
  const isStale = words !== null && words.revision !== message.revision
  const count = useQuery({
    queryKey: ['mask-count', reference, message.id, words],
    queryFn: () => api.masks.count(reference, message.id, { ...(words as Chosen), everywhere: true }),
    enabled: words !== null && !isStale && text.trim().length > 1,
    retry: false,
    gcTime: 0,
  })
  const refusal = !words || text.trim() === '' ? t.masking.choose : isStale ? t.masking.changed : undefined
  const run = () => words && !refusal && mask.mutate({ ...words, everywhere })

  return (
    <Dialog
      open
      onClose={() => masking.set(null)}
      title={chosen ? t.masking.title : t.masking.maskText}
      closeLabel={t.close}
      width="max-w-[560px]"
    >
      <DialogBody className="flex flex-col gap-4">
        {chosen ? (
          <p dir="auto" className="max-h-32 overflow-y-auto rounded-[6px] bg-sunken px-3 py-2 whitespace-pre-wrap">
            {text}
          </p>
        ) : (
          <TextView
            message={message}
            onSelect={setWords}
            onEnter={run}
            onMask={(one) => mask.mutate({ ...one, everywhere })}
            busy={mask.isPending}
          />
        )}
        <fieldset className="flex flex-col gap-1.5">
          <legend className="mb-1 text-xs font-semibold text-fg-2">{t.masking.where}</legend>
          <Choice checked={!everywhere} onChoose={() => setEverywhere(false)} label={t.masking.here} />
          <Choice
            checked={everywhere}
            onChoose={() => setEverywhere(true)}
            label={count.data ? t.masking.everywhereCounted(count.data.ticket, count.data.messages) : t.masking.everywhere}
            hint={t.masking.everywhereHint}
          />
        </fieldset>
        <p className="text-xs text-fg-3">{t.masking.reach}</p>
        {mask.error || isStale ? (
          <p role="alert" className="rounded-[6px] bg-red-fill px-3 py-2 text-red-text">
            {isStale || isProblem(mask.error, 'version_conflict') ? t.masking.changed : problemText(mask.error)}
          </p>
        ) : null}
      </DialogBody>
      <DialogFoot>
        <Button kind="quiet" onClick={() => masking.set(null)}>
          {chosen ? t.cancel : t.close}
        </Button>
        <Button kind="primary" busy={mask.isPending} refusal={refusal} autoFocus={chosen !== null} onClick={() => run()}>
          <EyeOff size={14} />
          {t.masking.mask}
        </Button>
      </DialogFoot>
    </Dialog>
  )
}

function useMask(reference: string, message: Message, closes: boolean) {
  const cache = useQueryClient()
  const mayUnmask = useActions().find('unmask')?.allowed === true
  return useMutation({
    mutationFn: (words: MaskWords) => api.masks.add(reference, message.id, words),
    meta: { showsProblem: true },
    onSuccess: async (masked, { everywhere }) => {
      if (closes) masking.set(null)
      await askAgain(cache, reference)
      const [mask] = masked.masks
      // Taking it back is unmasking: who may not do that is not offered it.
      const undo =
        mask && mayUnmask
          ? {
              label: t.masking.undo,
              run: () =>
                void api.masks
                  .drop(reference, message.id, mask, everywhere === true)
                  .then(() => askAgain(cache, reference))
                  .catch((error: unknown) => toast(problemText(error), 'problem')),
            }
          : undefined
      toast(t.masking.done(masked.occurrences), 'done', undo)
    },
    onError: () => void askAgain(cache, reference),
  })
}

type TextViewProps = {
  message: Message
  busy: boolean
  onSelect: (chosen: Chosen | null) => void
  onMask: (chosen: Chosen) => void
  onEnter: () => void
}

/** The message as text with a caret: Shift and the arrows select. And what looks like something about a person, one key each. */
function TextView({ message, busy, onSelect, onMask, onEnter }: TextViewProps) {
  const id = useId()
  const area = useRef<HTMLTextAreaElement>(null)
  const { text, revision } = message
  const suggestions = suggestMasks(text, message.masks).slice(0, 50)
  useEffect(() => {
    const own = area.current
    own?.setSelectionRange(0, 0)
    const stop = (event: Event) => event.preventDefault()
    own?.addEventListener('beforeinput', stop)
    return () => own?.removeEventListener('beforeinput', stop)
  }, [])
  const select = () => {
    const { selectionStart = 0, selectionEnd = 0 } = area.current ?? {}
    onSelect(selectionEnd > selectionStart ? { from: selectionStart, to: selectionEnd, revision } : null)
  }
  return (
    <>
      <div className="flex flex-col gap-1">
        <label htmlFor={id} className="text-xs font-semibold text-fg-2">
          {t.masking.textLabel}
        </label>
        <textarea
          ref={area}
          id={id}
          // Not read-only: browsers then show no caret, and some do not move it. What would change the text is stopped instead.
          onChange={() => {}}
          aria-readonly="true"
          inputMode="none"
          spellCheck={false}
          dir="auto"
          autoFocus
          rows={Math.min(12, Math.max(4, text.split('\n').length))}
          value={text}
          aria-describedby={`${id}-hint`}
          onSelect={select}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return
            event.preventDefault()
            onEnter()
          }}
          className="field h-auto resize-y py-2 font-mono text-[13px] leading-relaxed"
        />
        <p id={`${id}-hint`} className="text-xs text-fg-3">
          {t.masking.textHint}
        </p>
      </div>
      {suggestions.length > 0 ? (
        <div>
          <h3 className="mb-1 text-xs font-semibold text-fg-2">{t.masking.suggested}</h3>
          <ul className="flex max-h-44 flex-col overflow-y-auto rounded-[6px] border border-line">
            {suggestions.map(({ kind, from, to }) => (
              <li key={from} className="flex items-center gap-3 border-b border-line px-3 py-1.5 last:border-b-0">
                <span className="flex min-w-0 flex-1 flex-col sm:flex-row sm:items-baseline sm:gap-3">
                  <span className="shrink-0 text-xs text-fg-3 sm:w-32">{t.masking.kinds[kind]}</span>
                  <span className="min-w-0 truncate tabular-nums">{text.slice(from, to)}</span>
                </span>
                <Button
                  size="sm"
                  busy={busy}
                  aria-label={t.masking.maskThis(text.slice(from, to))}
                  onClick={() => onMask({ from, to, revision })}
                >
                  {t.masking.mask}
                </Button>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </>
  )
}

function Choice({ checked, onChoose, label, hint }: { checked: boolean; onChoose: () => void; label: string; hint?: string }) {
  return (
    <label className={classes('flex items-start gap-2 py-0.5')}>
      <input type="radio" name="where" checked={checked} onChange={onChoose} className="mt-[2px] size-4 shrink-0 accent-accent" />
      <span>
        {label}
        {hint ? <span className="block text-xs text-fg-3">{hint}</span> : null}
      </span>
    </label>
  )
}
