import { useActions } from '../actions/action-context.tsx'
import { composer } from '../composer/composer-store.ts'
import { useKeys } from '../keyboard/use-keys.ts'
import { openMenu } from './open-menu.ts'
import { useStar } from './ticket-head.tsx'
import type { ShownTicket } from './ticket-page.tsx'

/** The keys that act on the open ticket. What the ticket refuses says why, exactly as its button does. */
export function TicketKeys({ ticket }: { ticket: ShownTicket }) {
  const { runNamed } = useActions()
  const star = useStar(ticket)
  useKeys({
    r: () => composer.open('reply'),
    n: () => composer.open('note'),
    a: () => openMenu('assignee head'),
    i: () => runNamed('take'),
    s: () => openMenu('status head'),
    p: () => openMenu('priority head'),
    l: () => openMenu('label head'),
    h: () => runNamed('snooze', 'unsnooze'),
    e: () => runNamed('resolve'),
    m: () => runNamed('merge'),
    f: () => void star(),
    q: () => runNamed('keep'),
    w: () => runNamed('forward'),
    t: () => runNamed('transfer'),
    d: () => runNamed('transfer-to-desk'),
    o: () => runNamed('customer-told'),
  })
  return null
}
