import { changeDesk } from '../desks/index.ts'
import { storeAttachment } from '../messages/index.ts'
import { createText } from '../texts/index.ts'
import { changeRestrictedWords } from '../wording/index.ts'
import { agentKeys, type DeskKey, type TeamName } from './company.ts'
import { countUses } from './demo.queries.ts'
import type { World } from './furnish.ts'
import { cannedResponses, deskMails, restrictedWords, templates } from './prepared.ts'
import type { Random } from './random.ts'

/** What this help desk has prepared: canned responses, templates, mails and the words it does not send. */
export async function prepareWords(world: World, random: Random): Promise<void> {
  for (const text of cannedResponses) await add(world, random, 'canned', text)
  for (const text of templates) await add(world, random, 'template', text)
  for (const [desk, words] of Object.entries(restrictedWords)) {
    await changeRestrictedWords(world.as.ada, world.desks[desk as DeskKey], { words: words.map((word) => ({ ...word })) })
  }
  for (const desk of ['support', 'contact'] as const) await changeDesk(world.as.ada, world.desks[desk], { settings: deskMails })
}

async function add(world: World, random: Random, kind: 'canned' | 'template', text: (typeof cannedResponses)[number]): Promise<void> {
  const owner = text.for !== 'all' && 'own' in text.for ? text.for.own : 'ada'
  const ctx = world.as[owner]
  const file = text.file
  const attachments = file
    ? [
        await ctx.transaction((tx) =>
          storeAttachment(tx, {
            ticketId: null,
            messageId: null,
            uploadedBy: ctx.actor.userId,
            at: tx.now,
            attachment: { filename: file.name, contentType: 'text/plain', content: Buffer.from(file.text) },
          }),
        ),
      ]
    : []
  const { id } = await createText(ctx, {
    kind,
    title: text.title,
    html: text.html,
    shortcut: text.shortcut ?? null,
    folder: text.folder,
    ...placeOf(world, text.for),
    attachments,
  })
  const users = owner === 'ada' && text.for !== 'all' && 'own' in text.for ? (['ada'] as const) : agentKeys
  for (const key of users) {
    const uses = Math.round((text.uses / users.length) * (0.4 + random.next() * 1.2))
    if (uses === 0) continue
    await ctx.transaction((tx) => tx.run(countUses, [tx.workspaceId, id, world.as[key].actor.userId, uses, tx.now]))
  }
}

function placeOf(world: World, place: (typeof cannedResponses)[number]['for']) {
  if (place === 'all') return { scope: 'all' as const }
  if ('own' in place) return { scope: 'own' as const }
  if ('desk' in place) return { scope: 'desk' as const, desk: world.desks[place.desk] }
  return { scope: 'team' as const, team: world.teams[place.team satisfies TeamName] }
}
