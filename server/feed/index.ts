import './sequencer.ts'

export { type Feed, startFeed } from './feed.ts'
export { feedRoutes } from './feed.routes.ts'
