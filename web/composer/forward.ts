import { api } from '../../client/api.ts'
import type { Message } from '../../client/types.ts'
import { toast } from '../../ui/toast.tsx'
import { problemText } from '../data/query-client.ts'
import { t } from '../words/index.ts'
import { settleDraft } from './being-written.ts'
import { composer } from './composer-store.ts'
import { localKey, readLocal, writeLocal } from './local-draft.ts'

type Forwarding = { me: string; reference: string; title: string; message: Message; at: string }

/** Opens a reply to nobody yet, with a message quoted in it and its files beside it, from which the writer takes away what is not to go. */
export async function forwardMessage({ me, reference, title, message, at }: Forwarding): Promise<void> {
  const key = localKey(me, reference, 'reply')
  try {
    await settleDraft(me, reference, 'reply')
    const local = readLocal(key)
    const begun = local?.draft
    const files = await Promise.all(message.attachments.map((attachment) => api.copyAttachment(attachment.id)))
    const draft = {
      html: `${begun?.html ?? '<p></p>'}${quoted(message, title, at)}`,
      to: [],
      cc: [],
      bcc: [],
      attachments: [...(begun?.attachments ?? []), ...files],
      forwardOf: message.id,
    }
    writeLocal(key, { draft, synced: local?.synced ?? null, base: local?.base ?? null, dirty: true })
    composer.reopen('reply')
  } catch (error) {
    toast(problemText(error), 'problem')
  }
}

function quoted(message: Message, title: string, at: string): string {
  const from = [message.author.name, message.author.email ? `<${message.author.email}>` : ''].filter(Boolean).join(' ')
  const head = [
    t.writing.forwardTitle,
    `${t.writing.forwardFrom}: ${from}`,
    `${t.writing.forwardDate}: ${at}`,
    `${t.fields.title}: ${title}`,
  ]
  const body = message.text
    .split(/\n{2,}/)
    .map((part) => `<p>${escaped(part).replaceAll('\n', '<br>')}</p>`)
    .join('')
  return `<p>${head.map(escaped).join('<br>')}</p><blockquote>${body}</blockquote>`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
