import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { type FeedMessage, runFeed } from './feed.ts'

let server: Server
let feed: ReturnType<typeof runFeed> | undefined
afterEach(async () => {
  feed?.stop()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

/** A feed server that answers each connection in turn, and what the reader made of it. */
async function reading(after: string | null, answers: ((response: ServerResponse) => void)[], until: (heard: FeedMessage[]) => boolean) {
  const asked: { after: string | null; lastEventId: string | undefined }[] = []
  const heard: FeedMessage[] = []
  server = createServer((request: IncomingMessage, response) => {
    const url = new URL(request.url ?? '/', 'http://feed')
    asked.push({ after: url.searchParams.get('after'), lastEventId: request.headers['last-event-id'] as string | undefined })
    const answer = answers[asked.length - 1]
    if (answer) answer(response)
    else stream(response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  await new Promise<void>((resolve) => {
    feed = runFeed(
      after,
      (message) => {
        heard.push(message)
        if (until(heard)) resolve()
      },
      `http://127.0.0.1:${(server.address() as AddressInfo).port}/events`,
    )
  })
  return { asked, heard }
}

function stream(response: ServerResponse, text = '') {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  response.write(`: hello\n\n${text}`)
}

const event = (id: number) => `id: ${id}\nevent: ticket.created\ndata: {"position":${id}}\n\n`
const events = (heard: FeedMessage[]) => heard.filter((message) => message.kind === 'event').length

test('it starts after the position that was loaded and hears what follows', async () => {
  const { asked, heard } = await reading('41', [(response) => stream(response, event(42))], (all) => events(all) === 1)
  expect(asked[0]).toEqual({ after: '41', lastEventId: '41' })
  expect(heard).toEqual([
    { kind: 'state', state: 'live' },
    { kind: 'event', name: 'ticket.created', data: { position: 42 } },
  ])
})

test('after a break it continues where it was', async () => {
  const { asked } = await reading(
    '41',
    [
      (response) => {
        stream(response, `${event(42)}: still here\nid: 50\n\n`)
        response.end()
      },
      (response) => stream(response, event(51)),
    ],
    (all) => events(all) === 2,
  )
  expect(asked.map((request) => request.after)).toEqual(['41', '50'])
})

test('too far behind means: read everything anew, and hear what happens from before that on', async () => {
  const { asked, heard } = await reading(
    '1',
    [
      (response) => {
        response.writeHead(409, { 'content-type': 'application/problem+json' })
        response.end('{"code":"resync_required","position":90}')
      },
      // What happened while everything was read anew.
      (response) => stream(response, event(91)),
    ],
    (all) => events(all) === 1,
  )
  expect(heard.map((message) => message.kind)).toEqual(['resync', 'state', 'event'])
  expect(asked.map((request) => request.after)).toEqual(['1', '90'])
})

test('a stream from now on has everything read anew once it stands: what was read before may be older', async () => {
  const { asked, heard } = await reading(null, [(response) => stream(response, event(42))], (all) => events(all) === 1)
  expect(asked[0]?.after).toBeNull()
  expect(heard.map((message) => message.kind)).toEqual(['state', 'resync', 'event'])
})

test('the last word of a stream may be that everything is to be read anew', async () => {
  const { heard } = await reading('1', [(response) => stream(response, 'event: resync\ndata: {"reason":"slow"}\n\n')], (all) =>
    all.some((message) => message.kind === 'resync'),
  )
  expect(heard.map((message) => message.kind)).toEqual(['state', 'resync'])
})

test('a session that ended ends the feed', async () => {
  const { asked, heard } = await reading(
    '1',
    [
      (response) => {
        response.writeHead(401)
        response.end()
      },
    ],
    (all) => all.some((message) => message.kind === 'signed_out'),
  )
  await new Promise((resolve) => setTimeout(resolve, 900))
  expect(heard).toEqual([{ kind: 'signed_out' }])
  expect(asked).toHaveLength(1)
})

test('a server that stays away is said, and tried again', async () => {
  const broken = (response: ServerResponse) => {
    response.writeHead(503)
    response.end()
  }
  const { heard } = await reading('1', [broken, broken], (all) =>
    all.some((message) => message.kind === 'state' && message.state === 'live'),
  )
  expect(heard).toEqual([
    { kind: 'state', state: 'reconnecting' },
    { kind: 'state', state: 'live' },
  ])
})
