import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../client/api.ts'
import { Button } from '../../../ui/button.tsx'
import { SelectField, TextArea } from '../../../ui/field.tsx'
import { toast } from '../../../ui/toast.tsx'
import { problemText } from '../../data/query-client.ts'
import { useMe } from '../../session/me.ts'
import { setPreferences, usePreferences } from '../../session/preferences.ts'
import { t } from '../../words/index.ts'
import { SectionHead } from '../section.tsx'
import { useKeepMe } from './use-keep-me.ts'

const delays = [0, 5, 10, 20, 30, 60]

export function Writing() {
  const me = useMe()
  const keep = useKeepMe()
  const { undoSendSeconds } = usePreferences()
  const [signature, setSignature] = useState(me.signature)
  const save = useMutation({
    meta: { showsProblem: true },
    mutationFn: () => api.me.change({ signature }),
    onSuccess: () => {
      keep({ signature })
      toast(t.saved)
    },
  })
  const choices = [...new Set([...delays, undoSendSeconds])].sort((one, other) => one - other)
  return (
    <section>
      <SectionHead title={t.profile.writing} />
      <form
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate()
        }}
      >
        <TextArea
          label={t.settings.signature}
          hint={t.profile.signatureHint}
          rows={3}
          maxLength={5000}
          value={signature}
          error={save.isError ? problemText(save.error) : undefined}
          onChange={(event) => setSignature(event.target.value)}
        />
        {signature === me.signature ? null : (
          <div className="mt-2 flex justify-end gap-2">
            <Button kind="quiet" onClick={() => setSignature(me.signature)}>
              {t.cancel}
            </Button>
            <Button type="submit" kind="primary" busy={save.isPending}>
              {t.save}
            </Button>
          </div>
        )}
      </form>
      <SelectField
        label={t.profile.undoSend}
        hint={t.profile.undoSendHint}
        className="mt-4 max-w-72"
        value={String(undoSendSeconds)}
        options={choices.map((seconds) => ({ value: String(seconds), label: t.profile.undoSeconds(seconds) }))}
        onChange={(event) => setPreferences({ undoSendSeconds: Number(event.target.value) })}
      />
    </section>
  )
}
