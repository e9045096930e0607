import { expect, test } from 'vitest'
import { listen } from './testing/listen.ts'
import { feedProcess, feedScene } from './testing/scene.ts'
for (let i = 0; i < 25; i++) test(`hang ${i}`, async () => {
  const scene = await feedScene()
  const second = await feedProcess(scene.database, { sequencer: false })
  const a = await listen(await scene.session(scene.ada)); const b = await listen(await scene.session(scene.ada, second.url))
  await scene.ticket('x')
  await b.until((h) => h.some((e) => e.event === 'ticket.created'))
  await b.stop(); await a.stop()
  let where = 'second'
  const t = setTimeout(() => { console.log('HANG at', where, i); process._getActiveHandles().forEach((h: any) => console.log(h.constructor.name, h.localPort, h.remotePort, h.path ?? h._pipeName ?? '')) }, 5000)
  await second.close(); where = 'scene'
  await scene.process.close(); where = 'drop'
  await scene.database.drop()
  clearTimeout(t); expect(1).toBe(1)
}, 90000)
