import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../client/api.ts'
import type { Me } from '../../client/types.ts'
import { Button } from '../../ui/button.tsx'
import { toast } from '../../ui/toast.tsx'
import { useUnsaved } from '../../ui/unsaved.ts'
import { useLater } from '../../ui/use-later.ts'
import { problemText } from '../data/query-client.ts'
import { useMe } from '../session/me.ts'
import { SectionHead } from '../settings/section.tsx'
import { t } from '../words/index.ts'
import { GapText } from './gap-text.tsx'
import { htmlOfText } from './html-of-text.ts'
import { SignatureField } from './signature-field.tsx'

export default function SignatureSection() {
  const me = useMe()
  const cache = useQueryClient()
  const [signature, setSignature] = useState(me.signature)
  useUnsaved(signature !== me.signature)
  const settled = useLater(signature, 300)
  const sample = useQuery({
    queryKey: ['text-sample', settled],
    queryFn: () => api.texts.preview(htmlOfText(settled)),
    enabled: settled.trim() !== '',
  })
  const save = useMutation({
    meta: { showsProblem: true },
    mutationFn: () => api.me.change({ signature }),
    onSuccess: () => {
      cache.setQueryData<{ me: Me }>(['session'], (old) => (old ? { me: { ...old.me, signature } } : old))
      void cache.invalidateQueries({ queryKey: ['signature'] })
      toast(t.texts.own.saved)
    },
  })
  return (
    <section className="flex flex-col gap-4">
      <SectionHead title={t.texts.sections.signature} text={t.texts.own.text} />
      <SignatureField label={t.texts.own.label} hint={t.texts.own.empty} rows={5} value={signature} onChange={setSignature} />
      {settled.trim() && sample.data ? (
        <div aria-label={t.texts.edit.sample} className="rounded-[10px] border border-line px-4 py-3">
          <p className="text-fg-3">--</p>
          <GapText text={sample.data.text} className="text-fg-2" />
        </div>
      ) : null}
      {save.error ? (
        <p role="alert" className="text-red-text">
          {problemText(save.error)}
        </p>
      ) : null}
      <div className="flex justify-end">
        <Button kind="primary" busy={save.isPending} onClick={() => save.mutate()}>
          {t.save}
        </Button>
      </div>
    </section>
  )
}
