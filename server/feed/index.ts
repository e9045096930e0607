import './sequencer.ts'

export { type Feed, feedOf, startFeed } from './feed.ts'
export { feedRoutes } from './feed.routes.ts'
