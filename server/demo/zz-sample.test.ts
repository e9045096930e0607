import { test } from 'vitest'
import { writeFileSync } from 'node:fs'
import { testServer } from '../testing/http.ts'
import { seedDemo } from './index.ts'
test('sample', async () => {
  const server = await testServer()
  const demo = await seedDemo(server.app)
  await new Promise((r) => setTimeout(r, 6000))
  const out = await server.app.db.transaction(demo.workspaceId, async (tx) => {
    const lines: string[] = []
    for (const t of await tx.many<Record<string, string>>({ text: `SELECT t.id, t.reference, t.title, d.name AS desk, t.status, t.bucket, t.priority, t.channel, m.name AS assignee, g.name AS team, t.contact_name, t.created_at FROM tickets t JOIN desks d ON d.id = t.desk_id LEFT JOIN memberships m ON m.user_id = t.assignee_id LEFT JOIN teams g ON g.id = t.team_id ORDER BY t.id` })) {
      lines.push(`\n## ${t.reference} [${t.desk} / ${t.status} / ${t.bucket} / ${t.priority} / ${t.channel}] ${t.title} — ${t.contact_name} → ${t.assignee ?? '-'} (${t.team ?? '-'}) ${new Date(t.created_at ?? '').toISOString()}`)
      for (const m of await tx.many<Record<string, string>>({ text: `SELECT at, kind, author_name, text, has_quote FROM messages WHERE ticket_id = ${t.id} ORDER BY at, id` })) lines.push(`  -- ${new Date(m.at ?? '').toISOString()} ${m.kind} ${m.author_name} ${m.has_quote ? 'Q' : ''}\n     ${(m.text ?? '').replaceAll('\n', '\n     ')}`)
    }
    lines.push(JSON.stringify(await tx.many({ text: `SELECT kind, attempts, last_error FROM jobs` })), JSON.stringify(await tx.many({ text: `SELECT name, presence, seen_at FROM memberships` })), JSON.stringify(await tx.many({ text: `SELECT status, count(*)::int FROM tickets t JOIN desks d ON d.id=t.desk_id WHERE d.name='Live chat' GROUP BY 1` })))
    return lines.join('\n')
  })
  writeFileSync('/tmp/hd-demo/sample.txt', out)
  await server.close()
}, 60000)
