import { useQuery } from '@tanstack/react-query'
import type { PreviewInput } from '../../client/types.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogFoot } from '../../ui/dialog.tsx'
import { ErrorState, Skeleton } from '../../ui/states.tsx'
import { problemText } from '../data/query-client.ts'
import { t } from '../words/index.ts'
import { MailPreviewView } from './mail-preview.tsx'
import { type WritingOn, wordsOn } from './writing-on.ts'

type Props = {
  on: WritingOn
  asked: PreviewInput
  onClose: () => void
  /** Does what is looked at; absent where it is only looked at. */
  onSend?: ((confirmed: boolean) => void) | undefined
  busy?: boolean
}

const anyway = { reply: t.texts.mail.sendAnyway, resolve: t.texts.mail.resolveAnyway, hold: t.texts.mail.holdAnyway }
const plainly = { reply: t.texts.mail.send, resolve: t.ask.buttons.resolve, hold: t.ask.buttons.hold }

/** The mail before it is sent, written by the server that will send it, and the words that keep it from being sent. */
export function PreviewDialog({ on, asked, onClose, onSend, busy }: Props) {
  const mail = useQuery({
    queryKey: ['mail-preview', on, asked],
    queryFn: () => wordsOn.preview(on, asked),
    staleTime: 0,
    gcTime: 0,
  })
  const blocked = mail.data?.findings.some(({ effect }) => effect === 'block') ? t.texts.mail.blocked : undefined
  const warned = mail.data?.findings.some(({ effect }) => effect === 'warn') ?? false
  return (
    <Dialog
      open
      onClose={onClose}
      title={t.texts.mail.title}
      description={typeof on === 'string' ? t.texts.mail[asked.kind] : t.writingFirst.notSent}
      closeLabel={t.close}
      width="max-w-[760px]"
    >
      <DialogBody>
        {mail.isPending ? (
          <div className="appear-late flex flex-col gap-2" role="status" aria-label={t.texts.mail.loading}>
            <Skeleton className="h-16 w-full" />
            <Skeleton className="h-40 w-full" />
          </div>
        ) : mail.isError ? (
          <ErrorState title={t.texts.mail.error} text={problemText(mail.error)} retry={() => void mail.refetch()} retryLabel={t.tryAgain} />
        ) : (
          <MailPreviewView mail={mail.data} />
        )}
      </DialogBody>
      <DialogFoot>
        <Button kind="quiet" onClick={onClose}>
          {t.texts.mail.back}
        </Button>
        {onSend ? (
          <Button kind="primary" refusal={blocked} busy={busy || mail.isPending} onClick={() => (blocked ? undefined : onSend(warned))}>
            {warned ? anyway[asked.kind] : (plainly[asked.kind] ?? t.texts.mail.send)}
          </Button>
        ) : null}
      </DialogFoot>
    </Dialog>
  )
}
