export { enqueueJob, isJobWaiting, type Job, type JobFailed, type JobHandler, registerJob } from './jobs.ts'
export { type DueItem, registerWork, startWork, type Work, type WorkHandler, type Working } from './work.ts'
export { type Anew, createWakeHub, type WakeHub } from './wake.ts'
