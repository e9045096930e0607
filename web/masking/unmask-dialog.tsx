import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Eye } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../client/api.ts'
import type { Message } from '../../client/types.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogFoot } from '../../ui/dialog.tsx'
import { CheckField } from '../../ui/field.tsx'
import { toast } from '../../ui/toast.tsx'
import { useActions } from '../actions/action-context.tsx'
import { refusalOf } from '../actions/actions.ts'
import { problemText } from '../data/query-client.ts'
import { t } from '../words/index.ts'
import { askAgain } from './ask-again.ts'
import { masking } from './mask-store.ts'

/** What stands behind a bar: to be read once, or put back. Who may not is told why. */
export default function UnmaskDialog({ reference, message, mask }: { reference: string; message: Message; mask: string }) {
  const cache = useQueryClient()
  const action = useActions().find('unmask')
  const mayUnmask = action?.allowed === true
  const [together, setTogether] = useState(false)
  const close = () => masking.set(null)
  const read = useMutation({
    mutationFn: () => api.masks.read(reference, message.id, mask),
    meta: { showsProblem: true },
    onSuccess: () => void cache.invalidateQueries({ queryKey: ['events', reference] }),
  })
  const unmask = useMutation({
    mutationFn: () => api.masks.drop(reference, message.id, mask, together),
    meta: { showsProblem: true },
    onSuccess: async () => {
      close()
      await askAgain(cache, reference)
      toast(t.masking.unmasked)
    },
  })
  const problem = unmask.error ?? read.error
  return (
    <Dialog open onClose={close} title={t.masking.maskedWords} closeLabel={t.close}>
      <DialogBody className="flex flex-col gap-3">
        {mayUnmask ? (
          <>
            <p>{t.masking.recorded}</p>
            {read.data ? (
              <p dir="auto" role="status" className="max-h-40 overflow-y-auto rounded-[6px] bg-sunken px-3 py-2 whitespace-pre-wrap">
                {read.data.text}
              </p>
            ) : null}
            <CheckField label={t.masking.together} checked={together} onChange={(event) => setTogether(event.target.checked)} />
          </>
        ) : (
          <p>{action && action.refusal?.code !== 'forbidden' ? refusalOf(action) : t.masking.mayNotUnmask}</p>
        )}
        {problem ? (
          <p role="alert" className="rounded-[6px] bg-red-fill px-3 py-2 text-red-text">
            {problemText(problem)}
          </p>
        ) : null}
      </DialogBody>
      <DialogFoot>
        <Button kind="quiet" autoFocus onClick={close}>
          {mayUnmask ? t.cancel : t.close}
        </Button>
        {mayUnmask ? (
          <>
            <Button busy={read.isPending} onClick={() => read.mutate()}>
              <Eye size={14} />
              {t.masking.look}
            </Button>
            <Button kind="primary" busy={unmask.isPending} onClick={() => unmask.mutate()}>
              {t.masking.unmask}
            </Button>
          </>
        ) : null}
      </DialogFoot>
    </Dialog>
  )
}
