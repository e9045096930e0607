import type { Command } from '../server/platform/command.ts'

interface Entry {
  name: string
  usage: string
  summary: string
  load(): Promise<Command>
}

/** Every command by its words; what a command needs is loaded when it is called. */
export const commands: Entry[] = [
  {
    name: 'start',
    usage: '[--demo]',
    summary: 'starts the help desk',
    load: async () => (await import('./start.ts')).start,
  },
  {
    name: 'migrate',
    usage: '',
    summary: 'brings the database to the newest schema',
    load: async () => (await import('./migrate.ts')).migrateCommand,
  },
  {
    name: 'seed',
    usage: '',
    summary: 'adds the demo workspace, unless it is there',
    load: async () => (await import('./seed.ts')).seedCommand,
  },
  {
    name: 'key create',
    usage: '--role ROLE --name NAME [--workspace W]',
    summary: 'makes an API key and prints it on the last line',
    load: async () => (await import('./key-create.ts')).keyCreateCommand,
  },
  {
    name: 'user create',
    usage: '--email MAIL --name NAME --role ROLE [--password P] [--workspace W]',
    summary: 'makes an account that can sign in',
    load: async () => (await import('./user-create.ts')).userCreateCommand,
  },
  {
    name: 'desk create',
    usage: '--lifecycle KEY --name NAME [--address MAIL] [--workspace W]',
    summary: 'opens a desk',
    load: async () => (await import('./desk-create.ts')).deskCreateCommand,
  },
  {
    name: 'webhook create',
    usage: '--name NAME --url URL [--types A,B] [--desks 1,2] [--workspace W]',
    summary: 'makes a webhook and prints its secret on the last line',
    load: async () => (await import('./webhook-create.ts')).webhookCreateCommand,
  },
  {
    name: 'workspace create',
    usage: '--name NAME',
    summary: 'makes another workspace',
    load: async () => (await import('./workspace-create.ts')).workspaceCreateCommand,
  },
  {
    name: 'verify',
    usage: '[--workspace W]',
    summary: 'checks every ticket’s log, the feed and the counters against a recount',
    load: async () => (await import('./verify.ts')).verifyCommand,
  },
  {
    name: 'backup',
    usage: '[FILE|-] [--with-secret] [--json] | --check FILE | --verify-restore FILE [--scratch DIR]',
    summary: 'writes everything into one file; or checks one, also by restoring it beside',
    load: async () => (await import('./backup.ts')).backupCommand,
  },
  {
    name: 'restore',
    usage: 'FILE|- [--force] [--moved] [--without-secret] [--json] | --held | --release',
    summary: 'puts a backup into an empty database; lets go of what it holds back',
    load: async () => (await import('./restore.ts')).restoreCommand,
  },
  {
    name: 'export',
    usage: 'DIR|FILE.tar|- [--workspace W]',
    summary: 'writes one workspace as JSON Lines, CSV and files',
    load: async () => (await import('./export.ts')).exportCommand,
  },
  {
    name: 'doctor',
    usage: '[--json]',
    summary: 'says what is wrong with this installation, and what to do',
    load: async () => (await import('./doctor.ts')).doctorCommand,
  },
]
