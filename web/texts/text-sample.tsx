import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useLater } from '../../ui/use-later.ts'
import { api } from '../../client/api.ts'
import { problemText } from '../data/query-client.ts'
import { t } from '../words/index.ts'
import { GapText } from './gap-text.tsx'

/** How a text reads on a ticket: on one that is made up, or on one that is named. */
export function TextSample({ html }: { html: string }) {
  const [reference, setReference] = useState('')
  const settled = useLater(html, 300)
  const on = useLater(reference.trim(), 400)
  const sample = useQuery({
    queryKey: ['text-sample', settled, on],
    queryFn: () => api.texts.preview(settled, on || undefined),
    placeholderData: keepPreviousData,
    retry: false,
  })
  return (
    <section aria-label={t.texts.edit.sample} className="overflow-hidden rounded-[10px] border border-line">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-canvas px-4 py-2">
        <h3 className="flex-1 text-xs font-semibold text-fg-2">{t.texts.edit.sample}</h3>
        <label className="flex items-center gap-2 text-xs text-fg-3">
          {t.texts.edit.sampleOn}
          <input
            value={reference}
            placeholder="TKT-0412"
            title={t.texts.edit.sampleHint}
            onChange={(event) => setReference(event.target.value)}
            className="field h-7 w-28 font-mono"
          />
        </label>
      </div>
      <div className="px-4 py-3" aria-live="polite">
        {sample.isError ? (
          <p className="text-red-text">{problemText(sample.error)}</p>
        ) : sample.data?.text ? (
          <GapText text={sample.data.text} className="prose" />
        ) : (
          <p className="text-fg-3">{t.texts.edit.sampleEmpty}</p>
        )}
      </div>
    </section>
  )
}
