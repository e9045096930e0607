import { readFileSync, statSync } from 'node:fs'
import { userInfo } from 'node:os'
import { dirname } from 'node:path'
import { StartProblem } from '../start-problem.ts'

/** The account PostgreSQL runs under when Statedesk itself is root; PostgreSQL refuses to run as root. */
export interface Account {
  name: string
  uid: number
  gid: number
}

/** Null means: PostgreSQL runs as we do. */
export function accountFor(clusterFolder: string): Account | null {
  if (process.getuid === undefined) return null
  const uid = process.getuid()
  if (uid !== 0) {
    requireOwnEntry(uid)
    return null
  }
  const accounts = systemAccounts()
  const owner = ownerOf(clusterFolder)
  if (owner !== null && owner !== 0) {
    const known = accounts.find((account) => account.uid === owner)
    if (known) return known
    throw new StartProblem(
      `${clusterFolder} belongs to user id ${owner}, which has no account on this machine, and PostgreSQL does not run as root.`,
      `Give the folder to an account that exists: chown -R ${chooseAccount(accounts).name} ${clusterFolder}`,
    )
  }
  return chooseAccount(accounts)
}

export function chooseAccount(accounts: Account[]): Account {
  const account = accounts.find(({ name }) => name === 'postgres') ?? accounts.find(({ name }) => name === 'nobody')
  if (account) return account
  throw new StartProblem(
    'Statedesk runs as root, PostgreSQL refuses to, and this machine has neither an account "postgres" nor "nobody".',
    'Make one (useradd --system postgres), or start Statedesk as an ordinary user.',
  )
}

export function systemAccounts(passwd = readFileSync('/etc/passwd', 'utf8')): Account[] {
  return passwd.split('\n').flatMap((line) => {
    const [name, , uid, gid] = line.split(':')
    return name && Number(uid) > 0 ? [{ name, uid: Number(uid), gid: Number(gid) }] : []
  })
}

/** Whether the account may walk into this folder: every folder on the way lets it through. */
export function canReach(folder: string, account: Account): boolean {
  for (let step = folder; ; step = dirname(step)) {
    const { mode, uid, gid } = statSync(step)
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001
    if ((mode & bit) === 0) return false
    if (dirname(step) === step) return true
  }
}

function ownerOf(folder: string): number | null {
  try {
    return statSync(folder).uid
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

// PostgreSQL looks up the name of the account it runs under; containers started with a bare number have none.
function requireOwnEntry(uid: number): void {
  try {
    userInfo()
  } catch (error) {
    throw new StartProblem(
      `Statedesk runs as user id ${uid}, which has no account on this machine, and PostgreSQL needs one.`,
      `Start it as an existing account, or add an entry: echo 'statedesk:x:${uid}:${process.getgid?.() ?? uid}::/nonexistent:/bin/false' >> /etc/passwd`,
      { cause: error },
    )
  }
}
