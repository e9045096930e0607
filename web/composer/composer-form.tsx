import { ChevronDown, Hand } from 'lucide-react'
import type { ReactNode } from 'react'
import { IconButton } from '../../ui/button.tsx'
import { ActionButton } from '../actions/action-button.tsx'
import { useMe } from '../session/me.ts'
import type { ShownTicket } from '../ticket/ticket-page.tsx'
import { t } from '../words/index.ts'
import { type ComposerKind, composer } from './composer-store.ts'
import { useDraft } from './use-draft.ts'
import { EditorSpace, Writing } from './writing.tsx'

type Props = { ticket: ShownTicket; kind: ComposerKind; refusal: string | undefined; tabs: ReactNode }

/** The open composer: its head, and below it the place to write or the reason why there is none. */
export function ComposerForm({ ticket, kind, refusal, tabs }: Props) {
  const me = useMe()
  const draft = useDraft(me.id, ticket.reference, kind)
  return (
    <>
      <div className="flex items-center gap-1 px-2 pt-1.5">
        {tabs}
        <span className="ml-auto" />
        {ticket.assignee ? null : <ActionButton action="take" size="sm" kind="quiet" icon={<Hand size={14} />} hideRefused />}
        <IconButton label={t.composer.close} onClick={() => composer.close()}>
          <ChevronDown size={16} />
        </IconButton>
      </div>
      {refusal ? (
        <div className="flex flex-wrap items-center gap-3 px-4 pt-1 pb-4" role="status">
          <p className="min-w-0 flex-1 text-fg-2">{refusal}</p>
          <ActionButton action="reopen" size="sm" hideRefused />
        </div>
      ) : draft.state === 'loading' ? (
        <EditorSpace />
      ) : (
        <Writing ticket={ticket} kind={kind} draft={draft} />
      )}
    </>
  )
}
