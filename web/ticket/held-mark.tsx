import { useQueryClient } from '@tanstack/react-query'
import { Clock } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { Message } from '../../client/types.ts'
import { Button } from '../../ui/button.tsx'
import { now } from '../../ui/time.ts'
import { sendNow, takeBack } from '../composer/take-back.ts'
import { useMe } from '../session/me.ts'
import { When } from '../session/when.tsx'
import { t } from '../words/index.ts'
import type { ShownTicket } from './ticket-page.tsx'

/** A reply that waits: how long still, and the two ways to end the wait. */
export function HeldMark({ ticket, message }: { ticket: ShownTicket; message: Message }) {
  const cache = useQueryClient()
  const me = useMe()
  const [busy, setBusy] = useState(false)
  const left = useSecondsUntil(message)
  if (message.state !== 'queued' || !message.sendAt) return null
  const held = { me: me.id, reference: ticket.reference, messageId: message.id }
  const mine = message.author.id === me.id
  const during = (work: Promise<void>) => {
    setBusy(true)
    void work.finally(() => setBusy(false))
  }
  return (
    <span className="flex items-center gap-1" data-testid="held">
      <span className="flex items-center gap-1 pr-1 tabular" role="timer">
        <Clock size={13} />
        {left > 60 ? (
          <>
            {t.writing.sendsAt} <When at={message.sendAt} form="clock" />
          </>
        ) : left > 0 ? (
          t.writing.sendsIn(left)
        ) : (
          t.writing.sending
        )}
      </span>
      {left > 0 ? (
        <>
          {mine ? (
            <Button size="sm" kind="quiet" busy={busy} onClick={() => during(sendNow(cache, held))}>
              {t.writing.sendNow}
            </Button>
          ) : null}
          <Button size="sm" busy={busy} onClick={() => during(takeBack(cache, held, mine))}>
            {t.undo}
          </Button>
        </>
      ) : null}
    </span>
  )
}

/** Whole seconds until it leaves, counting down. Never more than the whole wait, however wrong this machine's clock is. */
function useSecondsUntil({ at, sendAt }: Message): number {
  const [seconds, setSeconds] = useState(() => secondsUntil(at, sendAt))
  useEffect(() => {
    setSeconds(secondsUntil(at, sendAt))
    if (sendAt === null) return
    const timer = setInterval(() => setSeconds(secondsUntil(at, sendAt)), 250)
    return () => clearInterval(timer)
  }, [at, sendAt])
  return seconds
}

function secondsUntil(at: string, sendAt: string | null): number {
  if (sendAt === null) return 0
  const whole = (Date.parse(sendAt) - Date.parse(at)) / 1000
  return Math.max(0, Math.ceil(Math.min(whole, (Date.parse(sendAt) - now()) / 1000)))
}
