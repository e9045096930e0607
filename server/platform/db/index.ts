export { type Database, type DatabaseOptions, openDatabase, type Tx } from './database.ts'
export { migrate } from './migrate.ts'
export { Filter, type Query, query } from './query.ts'
