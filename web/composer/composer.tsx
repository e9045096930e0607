import { Hand, Lock, Reply } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { classes } from '../../ui/classes.ts'
import { Kbd } from '../../ui/kbd.tsx'
import { ActionButton } from '../actions/action-button.tsx'
import { useActions } from '../actions/action-context.tsx'
import { refusalOf } from '../actions/actions.ts'
import { useMe } from '../session/me.ts'
import type { ShownTicket } from '../ticket/ticket-page.tsx'
import { useMediaQuery } from '../ticket/use-media-query.ts'
import { t } from '../words/index.ts'
import { ComposerForm } from './composer-form.tsx'
import { type ComposerKind, composer, useComposer } from './composer-store.ts'
import { preloadEditor } from './load-editor.ts'
import { hasLocalDraft } from './local-draft.ts'

/** Reply or note: one line until it is wanted, then the place where the work is done. */
export function Composer({ ticket }: { ticket: ShownTicket }) {
  const me = useMe()
  const { kind, open, justClosed, revision } = useComposer()
  const { find, known, isBehind } = useActions()
  // A name that is cut off says less than none.
  const roomy = useMediaQuery('(min-width: 480px)')
  const reply = find('reply')
  const note = find('note')
  const refusal = (entry: typeof reply) => (!known ? undefined : entry ? refusalOf(entry) : t.errors.notOffered)
  // What is written in stands or falls with what is known for sure.
  const sure = useRef({ reference: '', reply, note })
  if (!isBehind || sure.current.reference !== ticket.reference) sure.current = { reference: ticket.reference, reply, note }

  useEffect(preloadEditor, [])

  useEffect(() => {
    composer.reset()
    const kept = (['reply', 'note'] as const).find((which) => hasLocalDraft(me.id, ticket.reference, which))
    if (kept) composer.open(kept)
  }, [me.id, ticket.reference])

  if (!open) {
    return (
      <div className="flex shrink-0 items-center gap-2 border-t border-line px-3 py-2.5 md:px-5">
        <Opener
          icon={<Reply size={15} />}
          keys="r"
          refusal={refusal(reply)}
          text={ticket.contact && roomy ? t.composer.replyTo(ticket.contact.name) : t.composer.reply}
          onOpen={() => composer.open('reply')}
          focus={justClosed && kind === 'reply'}
          className="flex-1"
        />
        <Opener
          icon={<Lock size={14} />}
          keys="n"
          refusal={refusal(note)}
          text={t.composer.note}
          onOpen={() => composer.open('note')}
          focus={justClosed && kind === 'note'}
        />
        {ticket.assignee ? null : <ActionButton action="take" icon={<Hand size={14} />} hideRefused className="h-9" />}
      </div>
    )
  }

  return (
    <section
      aria-label={t.composer.label}
      data-testid="composer"
      className={classes(
        'mx-2 mb-2 shrink-0 rounded-[10px] border border-line-strong shadow-[0_1px_6px_rgb(20_26_40/0.05)] focus-within:border-control md:mx-4 md:mb-3',
        kind === 'note' ? 'bg-amber-fill' : 'bg-surface',
      )}
    >
      <ComposerForm
        key={`${ticket.reference} ${kind} ${revision}`}
        ticket={ticket}
        kind={kind}
        refusal={refusal(sure.current[kind])}
        tabs={<Tabs kind={kind} />}
      />
    </section>
  )
}

function Tabs({ kind }: { kind: ComposerKind }) {
  return (
    <div role="tablist" aria-label={t.composer.label} className="flex items-center gap-0.5">
      {(['reply', 'note'] as const).map((which) => (
        <button
          key={which}
          type="button"
          role="tab"
          aria-selected={kind === which}
          onClick={() => composer.open(which)}
          className={classes(
            'flex h-7 items-center gap-1.5 rounded-[6px] px-2 text-fg-2 transition-colors hover:text-fg',
            kind === which && 'font-semibold text-fg',
            kind === which && (which === 'note' ? 'bg-amber-line/20' : 'bg-hover'),
          )}
        >
          {which === 'note' ? <Lock size={13} /> : <Reply size={14} />}
          {which === 'note' ? t.composer.note : t.composer.reply}
        </button>
      ))}
    </div>
  )
}

type OpenerProps = {
  icon: React.ReactNode
  text: string
  keys: string
  refusal: string | undefined
  onOpen: () => void
  /** True when the composer was just closed: the focus returns where it came from. */
  focus: boolean
  className?: string
}

function Opener({ icon, text, keys, refusal, onOpen, focus, className }: OpenerProps) {
  return (
    <button
      type="button"
      autoFocus={focus}
      onClick={onOpen}
      title={refusal}
      aria-description={refusal}
      className={classes(
        'flex h-9 min-w-0 items-center gap-2 rounded-[10px] border border-line-strong px-3 text-fg-3 transition-colors',
        refusal ? 'bg-canvas opacity-60' : 'hover:border-control hover:text-fg-2',
        className,
      )}
    >
      {icon}
      <span className="min-w-0 flex-1 truncate text-left">{text}</span>
      <Kbd keys={keys} className="max-md:hidden" />
    </button>
  )
}
