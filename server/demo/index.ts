export { seedDemo, type SeededDemo, type SeedOptions } from './seed-demo.ts'
