import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { CreatedTicket, NewTicket } from '../../client/types.ts'
import { toast } from '../../ui/toast.tsx'
import { takeBack } from '../composer/take-back.ts'
import { offerUndo } from '../composer/undo-toast.ts'
import { isWordProblem } from '../texts/word-problem.ts'
import { t } from '../words/index.ts'
import { createOnce } from './create-once.ts'

type Ways = {
  me: string
  onMade: (ticket: CreatedTicket) => void
  onProblem: (error: Error) => void
}

/** Makes a ticket once. A first message of one's own can be taken back as long as it waits, like a reply. */
export function useCreateTicket({ me, onMade, onProblem }: Ways) {
  const cache = useQueryClient()
  /** The server would not send the words without a second look: the preview says why. */
  const [isChecked, setChecked] = useState(false)
  const [madeBefore, setMadeBefore] = useState<CreatedTicket | null>(null)

  const create = useMutation({
    meta: { showsProblem: true },
    mutationFn: (ticket: NewTicket) => createOnce(me, ticket),
    onSuccess: ({ ticket, wasBefore }, { firstMessage, undoSeconds }) => {
      if (wasBefore) return setMadeBefore(ticket)
      onMade(ticket)
      const { reference, heldMessage } = ticket
      if (heldMessage && undoSeconds) {
        const held = { me, reference, messageId: heldMessage }
        const undo = () => void takeBack(cache, held, location.pathname.endsWith(`/${reference}`))
        offerUndo(t.writingFirst.queued(reference), undoSeconds, undo)
      } else toast((firstMessage === 'agent' ? t.writingFirst.sent : t.newTicket.created)(reference))
    },
    onError: (error) => (isWordProblem(error) ? setChecked(true) : onProblem(error)),
  })

  return {
    send: create.mutate,
    isPending: create.isPending,
    problem: create.error && !isWordProblem(create.error) ? create.error : null,
    isChecked,
    madeBefore,
    /** The ticket to open afterwards is another one. */
    reset() {
      create.reset()
      setChecked(false)
      setMadeBefore(null)
    },
  }
}
