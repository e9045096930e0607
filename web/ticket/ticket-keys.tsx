import { useActions } from '../actions/action-context.tsx'
import { composer } from '../composer/composer-store.ts'
import { useKeys } from '../keyboard/use-keys.ts'
import { openMenu } from './open-menu.ts'
import { useStar } from './ticket-head.tsx'
import type { ShownTicket } from './ticket-page.tsx'

/** The keys that act on the open ticket. What the ticket refuses says why, exactly as its button does. */
export function TicketKeys({ ticket }: { ticket: ShownTicket }) {
  const { find, run } = useActions()
  const star = useStar(ticket)
  useKeys({
    r: () => composer.open('reply'),
    n: () => composer.open('note'),
    a: () => openMenu('assignee head'),
    i: () => run(find('take')),
    s: () => openMenu('status head'),
    p: () => openMenu('priority head'),
    l: () => openMenu('label head'),
    h: () => run(find('snooze') ?? find('unsnooze')),
    e: () => run(find('resolve')),
    m: () => run(find('merge')),
    f: () => void star(),
    q: () => run(find('keep')),
    w: () => run(find('forward')),
    t: () => run(find('transfer')),
    d: () => run(find('transfer-to-desk')),
    o: () => run(find('customer-told')),
  })
  return null
}
