import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Major } from '../platform/postgres/index.ts'
import { sweepAbandoned, testClusters } from './clusters.ts'

/** Serves the addresses of the run's clusters to its workers; a cluster starts when the first worker asks for it. */
export default async function setup(): Promise<() => Promise<void>> {
  await sweepAbandoned()
  const clusters = testClusters()
  const server = createServer((request, response) => {
    const answer = (status: number, body: unknown) => response.writeHead(status).end(JSON.stringify(body))
    clusters.cluster(request.url?.slice(1) as Major).then(
      (cluster) => answer(200, cluster),
      (error: unknown) => answer(500, { message: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  process.env.STATEDESK_TEST_CLUSTERS = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  return async () => {
    server.closeAllConnections()
    server.close()
    await clusters.stop()
  }
}
