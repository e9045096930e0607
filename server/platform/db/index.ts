export { type Database, type DatabaseOptions, openDatabase, type TransactionOptions, type Tx } from './database.ts'
export { applyMigrations, knownMigrations, migrate, migrationsLock } from './migrate.ts'
export { together } from './together.ts'
export { Filter, type Query, query } from './query.ts'
