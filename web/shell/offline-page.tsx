import { PenLine, WifiOff } from 'lucide-react'
import { useEffect, useMemo } from 'react'
import { Button } from '../../ui/button.tsx'
import { textOfHtml } from '../../ui/text-of-html.ts'
import { signedInLast } from '../session/signed-in-hint.ts'
import { t } from '../words/index.ts'

const askAgainMs = 5_000

/** What can be shown without the server: that it is out of reach, and what this person wrote and has not sent. It goes on by itself. */
export function OfflinePage({ isPart }: { isPart?: boolean }) {
  const Main = isPart ? 'div' : 'main'
  const drafts = useMemo(() => keptDrafts(signedInLast()), [])
  useEffect(() => {
    const again = () => location.reload()
    const ask = async () => {
      if (!navigator.onLine) return
      const answer = await fetch('/healthz', { cache: 'no-store' }).catch(() => null)
      if (answer?.ok) again()
    }
    addEventListener('online', again)
    const timer = setInterval(() => void ask(), askAgainMs)
    return () => {
      removeEventListener('online', again)
      clearInterval(timer)
    }
  }, [])

  return (
    <div className="flex min-h-dvh flex-col bg-canvas">
      <div
        role="status"
        className="flex min-h-7 shrink-0 items-center justify-center gap-2 bg-amber-fill px-3 py-1 text-xs text-amber-text"
      >
        <WifiOff size={13} className="shrink-0" />
        {navigator.onLine ? t.offline.noServer : t.offline.bar}
      </div>
      <Main className="mx-auto w-full max-w-[680px] px-4 py-10 sm:py-[10vh]">
        <h1 className="text-xl font-semibold">{t.offline.title}</h1>
        <p className="mt-2 text-fg-2">{t.offline.text}</p>
        <Button kind="primary" className="mt-4" onClick={() => location.reload()}>
          {t.tryAgain}
        </Button>
        <h2 className="mt-10 mb-2 font-semibold">{t.offline.drafts}</h2>
        {drafts.length === 0 ? <p className="text-fg-3">{t.offline.noDrafts}</p> : null}
        <ul className="flex flex-col gap-2">
          {drafts.map((draft) => (
            <li key={draft.key} className="rounded-[10px] border border-line bg-surface px-4 py-3">
              <p className="flex items-center gap-2 text-xs text-fg-3">
                <PenLine size={13} aria-hidden="true" />
                <span className="font-mono">{draft.reference}</span>
                {draft.kind === 'note' ? t.composer.note : t.composer.reply}
              </p>
              <p dir="auto" className="mt-1 line-clamp-6 break-words whitespace-pre-line">
                {draft.text}
              </p>
            </li>
          ))}
        </ul>
      </Main>
    </div>
  )
}

type Kept = { key: string; reference: string; kind: string; text: string }

/** The drafts of one person in this browser; another's are none of theirs. */
function keptDrafts(person: string | null): Kept[] {
  if (person === null) return []
  const start = `statedesk.draft.${person}.`
  return Object.keys(localStorage)
    .filter((key) => key.startsWith(start))
    .flatMap((key) => {
      const [reference = '', kind = ''] = key.slice(start.length).split('.')
      const text = textOf(localStorage.getItem(key))
      return text ? [{ key, reference, kind, text }] : []
    })
}

function textOf(stored: string | null): string {
  try {
    const kept = JSON.parse(stored ?? 'null') as { html?: string; draft?: { html?: string } } | null
    return textOfHtml(kept?.draft?.html ?? kept?.html ?? '')
  } catch {
    // Not a draft after all.
    return ''
  }
}
