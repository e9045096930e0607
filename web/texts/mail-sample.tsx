import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { Send } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../client/api.ts'
import type { SampleMail } from '../../client/types.ts'
import { Button } from '../../ui/button.tsx'
import { TextArea } from '../../ui/field.tsx'
import { ErrorState } from '../../ui/states.tsx'
import { toast } from '../../ui/toast.tsx'
import { useLater } from '../../ui/use-later.ts'
import { problemText } from '../data/query-client.ts'
import { t } from '../words/index.ts'
import { MailPreviewView } from './mail-preview.tsx'

/** A desk's mail as a customer would get it while it is being written, and the way to get it oneself. */
export function MailSample({ desk, sample }: { desk: string; sample: SampleMail }) {
  const [words, setWords] = useState('')
  const asked = useLater(JSON.stringify({ ...sample, words }), 400)
  const preview = useQuery({
    queryKey: ['mail-sample', desk, asked],
    queryFn: () => api.preview.sample(desk, JSON.parse(asked) as SampleMail),
    placeholderData: keepPreviousData,
    gcTime: 0,
    retry: false,
  })
  const trial = useMutation({
    mutationFn: () => api.preview.trial(desk, { ...sample, words }),
    onSuccess: ({ to }) => toast(t.texts.mails.trialSent(to)),
  })
  return (
    <section aria-label={t.texts.edit.sample} className="flex flex-col gap-3 border-t border-line pt-5">
      <div className="flex items-center gap-2">
        <h3 className="flex-1 font-semibold">{t.texts.mail.title}</h3>
        <Button busy={trial.isPending} onClick={() => trial.mutate()}>
          <Send size={14} />
          {t.texts.mails.trial}
        </Button>
      </div>
      {sample.mail === 'resolution' || sample.mail === 'hold' ? (
        <TextArea
          label={t.texts.mails.words}
          optional={t.optional}
          rows={2}
          dir="auto"
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
      ) : null}
      {preview.isError ? (
        <ErrorState
          title={t.texts.mail.error}
          text={problemText(preview.error)}
          retry={() => void preview.refetch()}
          retryLabel={t.tryAgain}
        />
      ) : null}
      {preview.data ? <MailPreviewView mail={preview.data} /> : null}
    </section>
  )
}
