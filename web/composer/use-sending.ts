import { useState } from 'react'
import type { SendThen } from '../../client/types.ts'
import { toast } from '../../ui/toast.tsx'
import { useActions } from '../actions/action-context.tsx'
import { useAct } from '../actions/actions.ts'
import { problemText } from '../data/query-client.ts'
import { useMe } from '../session/me.ts'
import { setPreferences, usePreferences } from '../session/preferences.ts'
import type { ShownTicket } from '../ticket/ticket-page.tsx'
import { t } from '../words/index.ts'
import { type ComposerKind, composer } from './composer-store.ts'
import { plain } from './draft-content.ts'
import { noteWays } from './note-ways.ts'
import { replyAsNote } from './reply-as-note.ts'
import { asksCategory, resolvingChoice, type SendChoice, usualChoice, useSendChoices } from './send-choices.ts'
import type { KeptWords } from './use-draft.ts'
import { useSend } from './use-send.ts'
import type { Words } from './use-words.ts'

/** What still has to be asked before something goes: which category the ticket is filed under. */
export type Filing = { label: string; carryOn: (category: string) => void }

/** What can be done with the words that are written: sending them, and what goes with that stroke. */
export function useSending(ticket: ShownTicket, kind: ComposerKind, words: Words, draft: KeptWords) {
  const me = useMe()
  const { sendThen } = usePreferences()
  const { find } = useActions()
  const { drop, forget, settle, seen: draftSeen, found } = draft
  const { html, lists, attached, quote, forwardOf } = words
  const [filing, setFiling] = useState<Filing | null>(null)
  const [busy, setBusy] = useState(false)
  const send = useSend(ticket, kind)
  const act = useAct(ticket.reference, { showsProblem: false })
  const choices = useSendChoices(ticket)
  const usual = usualChoice(choices, keyOf(words.then) ?? (forwardOf ? 'send' : sendThen[ticket.desk]))
  const reply = kind === 'reply'
  // What is on its way is not changed any more: a change would be forgotten with the draft.
  const held = busy || act.isPending

  const blocked = words.uploads.busy
    ? t.composer.stillUploading
    : reply && lists.to.length === 0
      ? t.composer.noRecipient
      : words.isEmpty
        ? t.composer.empty
        : undefined

  async function submit(then?: SendThen, seen?: string, confirmed?: boolean) {
    if (held) return
    if (blocked) return toast(blocked, 'problem')
    setBusy(true)
    try {
      // A draft that is just being saved must not arrive after the message that takes its place.
      if (!(await settle())) return
      const kept = { draft: draftSeen() ?? undefined, found: found() ?? undefined }
      const sent = await send.deliver({ html, ...lists, attachments: attached, quote, then, seen, confirmed, forwardOf, ...kept })
      if (sent) await done(sent.draftStands)
    } finally {
      setBusy(false)
    }
  }

  /** Closing takes the editor off the page; opened again it starts empty. */
  async function done(draftStands: boolean) {
    // The message is on its way all the same: a draft that cannot be thrown away now is found again, and no word of it is lost.
    await (draftStands ? drop().catch(() => undefined) : forget())
    composer.close()
  }

  function choose(choice: SendChoice) {
    if (!forwardOf) setPreferences({ sendThen: { ...sendThen, [ticket.desk]: choice.key } })
    go(choice)
  }

  function go({ then, label, asksCategory: asks }: SendChoice) {
    if (asks && then && !blocked) setFiling({ label, carryOn: (processingCategory) => void submit({ ...then, processingCategory }) })
    else void submit(then)
  }

  /** By the keys. `resolves`: by those that end the matter. */
  function byKeys(resolves: boolean) {
    const choice = resolves && reply ? resolvingChoice(choices) : usual
    if (!choice || choice.refusal) return toast(choice?.refusal ?? t.errors.notOffered, 'problem')
    if (!reply) void submit()
    else if (resolves) go(choice)
    else choose(choice)
  }

  async function asNote() {
    if (held) return
    if (words.isEmpty) return toast(t.composer.empty, 'problem')
    setBusy(true)
    try {
      await replyAsNote({ html, attachments: attached }, noteWays(me.id, ticket.reference, drop))
      composer.reopen('note')
    } catch (error) {
      toast(problemText(error), 'problem')
    }
    setBusy(false)
  }

  function resolveInternally(reason: string, category?: string) {
    if (held) return
    const internally = find('resolve-internally')
    // What goes to the spam folder is filed there.
    if (internally && asksCategory(internally) && reason !== 'spam' && !category)
      return setFiling({ label: t.writing.resolveInternally, carryOn: (picked) => resolveInternally(reason, picked) })
    const text = plain(html)
    const filed = category ? { processingCategory: category } : {}
    act.mutate(
      { action: 'resolve-internally', body: { reason, ...(text ? { text } : {}), ...filed } },
      {
        onSuccess: () => {
          toast(t.writing.resolvedInternally)
          void drop().catch(() => undefined)
          composer.close()
        },
      },
    )
  }

  return {
    send,
    held,
    blocked,
    choices,
    usual,
    submit,
    choose,
    byKeys,
    asNote,
    resolveInternally,
    filing,
    endFiling: () => setFiling(null),
  }
}

export type Sending = ReturnType<typeof useSending>

function keyOf(then: SendThen | undefined): string | undefined {
  return then && (then.action === 'status' ? `status:${then.to}` : then.action)
}
