import { useMutation } from '@tanstack/react-query'
import { Check, CircleDashed, Minus, PlugZap, X } from 'lucide-react'
import type { ReactNode } from 'react'
import type { MailTrial as Result } from '../../../client/types.ts'
import { Button } from '../../../ui/button.tsx'
import { problemText } from '../../data/query-client.ts'
import { t } from '../../words/index.ts'

type Trial = ReturnType<typeof useTrial>

/** Tries a mail server as it stands in the form, saved or not. */
export function useTrial(run: () => Promise<Result>) {
  return useMutation({ meta: { showsProblem: true }, mutationFn: run })
}

export function TrialButton({ trial, refusal }: { trial: Trial; refusal?: string | undefined }) {
  return (
    <Button busy={trial.isPending} refusal={refusal} onClick={refusal ? undefined : () => trial.mutate()}>
      <PlugZap size={14} />
      {t.trial.test}
    </Button>
  )
}

type Props = { trial: Trial; kind: 'smtp' | 'imap'; onFolder?: (folder: string) => void }

/** Every step with how it went, and what is wrong in words that say what to do. */
export function TrialResult({ trial, kind, onFolder }: Props) {
  const { data, isPending, error } = trial
  return (
    <div role="status" className="empty:hidden sm:col-span-2">
      {isPending ? <p className="appear-late text-fg-2">{t.trial.testing}</p> : null}
      {error && !isPending ? <p className="text-red-text">{problemText(error)}</p> : null}
      {data && !isPending ? (
        <div className="overflow-hidden rounded-[10px] border border-line bg-surface">
          <ol className="px-3 py-2">
            {data.steps.map(({ step, state, ms }) => (
              <li key={step} className="flex min-h-7 items-center gap-2">
                {marks[state]}
                <span className={state === 'not_reached' ? 'text-fg-3' : ''}>{t.trial.steps[step]}</span>
                <span className="ml-auto text-xs text-fg-3 tabular-nums">
                  {ms === null || state === 'failed' ? t.trial.states[state] : `${ms} ms`}
                </span>
              </li>
            ))}
          </ol>
          {data.fault ? (
            <div className="border-t border-line bg-red-fill px-4 py-3">
              <p className="text-red-text">{faultText(data.fault)}</p>
              {data.fault.said ? (
                <p className="mt-2 text-xs text-fg-2">
                  {t.trial.said}{' '}
                  <code dir="auto" className="font-mono break-words">
                    {data.fault.said}
                  </code>
                </p>
              ) : null}
              {data.fault.folders.length ? (
                <div className="mt-2 flex flex-wrap items-center gap-1.5">
                  <span className="text-xs text-fg-2">{t.trial.folders}</span>
                  {data.fault.folders.map((folder) => (
                    <Button key={folder} size="sm" onClick={() => onFolder?.(folder)}>
                      {folder}
                    </Button>
                  ))}
                </div>
              ) : null}
            </div>
          ) : (
            <p className="border-t border-line bg-green-fill px-4 py-3 text-green-text">{t.trial.ok[kind]}</p>
          )}
        </div>
      ) : null}
    </div>
  )
}

const marks: Record<Result['steps'][number]['state'], ReactNode> = {
  done: <Check size={15} aria-hidden className="shrink-0 text-green-text" />,
  failed: <X size={15} aria-hidden className="shrink-0 text-red-text" />,
  not_needed: <Minus size={15} aria-hidden className="shrink-0 text-fg-3" />,
  not_reached: <CircleDashed size={15} aria-hidden className="shrink-0 text-fg-3" />,
}

function faultText({ code, facts }: NonNullable<Result['fault']>): string {
  const { faults } = t.trial
  const { host = '', names = '', until = '', from = '', issuer = '', sender = '', folder = '' } = facts
  switch (code) {
    case 'name_not_found':
    case 'address_refused':
      return faults[code](host)
    case 'certificate_name':
      return faults[code](host, names)
    case 'certificate_expired':
      return faults[code](until)
    case 'certificate_not_yet':
      return faults[code](from)
    case 'certificate_unknown':
      return faults[code](issuer)
    case 'sender_refused':
      return faults[code](sender)
    case 'folder_missing':
      return faults[code](folder)
    default:
      return faults[code]()
  }
}
