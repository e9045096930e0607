import { existsSync, statfsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../../platform/config.ts'
import { lookAtCluster } from '../../platform/postgres/index.ts'
import { sealerOf } from '../../platform/secrets.ts'
import { size } from '../progress.ts'
import { type Finding, ok, problem, warning } from './finding.ts'

const gigabyte = 1024 ** 3

export function nodeCheck(version = process.versions.node): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19))
    return problem('Node', `This is Node ${version}.`, 'Statedesk needs 20.19 or newer: install a current one.')
  if (major === 20) return warning('Node', `Node ${version} works, but gets no security updates any more.`, 'Move to Node 22 or newer.')
  return ok('Node', version)
}

export function dataFolderCheck({ dataFolder }: Config): Finding[] {
  const { mode, uid } = statSync(dataFolder)
  const own = process.getuid?.() ?? uid
  const { bavail, bsize } = statfsSync(dataFolder)
  const free = bavail * bsize
  const findings = [ok('Data folder', dataFolder)]
  if (uid !== own && own !== 0)
    findings.push(problem('Data folder', `${dataFolder} belongs to another account.`, `As root: chown -R ${own} ${dataFolder}`))
  if (own !== 0 && (mode & 0o077) !== 0)
    findings.push(warning('Data folder', 'Other accounts of this machine may look into it.', `chmod 700 ${dataFolder}`))
  const todo = 'Free some, or move the data folder to a larger disk and name it in STATEDESK_DATA.'
  if (free < gigabyte) findings.push(problem('Free space', `Only ${size(free)} are free; under 1 GB Statedesk does not start.`, todo))
  else if (free < 5 * gigabyte) findings.push(warning('Free space', `${size(free)} are free.`, todo))
  else findings.push(ok('Free space', size(free)))
  return findings
}

export function secretCheck({ dataFolder, secret }: Config, env: NodeJS.ProcessEnv = process.env): Finding {
  const id = sealerOf(secret).keyId
  if (env.STATEDESK_SECRET) return ok('Secret', `${id}, from STATEDESK_SECRET`)
  const path = join(dataFolder, 'secret.key')
  if (process.platform !== 'win32' && existsSync(path) && (statSync(path).mode & 0o077) !== 0)
    return problem('Secret', `Other accounts of this machine may read ${path}.`, `chmod 600 ${path}`)
  return ok('Secret', `${id}, in ${path}; keep a copy of it with your backups`)
}

export function addressCheck({ publicUrl, host, insecureHttp }: Config): Finding {
  const isLocal = (name: string) => name === 'localhost' || name === '::1' || name === '[::1]' || name.startsWith('127.')
  if (publicUrl === null) {
    if (isLocal(host)) return ok('Address', 'http://localhost: only this machine reaches it')
    return warning(
      'Address',
      'STATEDESK_URL is not set: links in mails lead to localhost.',
      'Set it to the address people use, like https://desk.example.com.',
    )
  }
  const url = new URL(publicUrl)
  if (url.protocol === 'https:' || isLocal(url.hostname)) return ok('Address', publicUrl)
  const todo = 'Put a proxy that speaks TLS in front and set STATEDESK_URL to its https:// address.'
  if (insecureHttp) return warning('Address', `${publicUrl} is plain http: who listens on the way can take over sessions.`, todo)
  return problem('Address', `${publicUrl} is plain http: browsers keep nobody signed in there.`, todo)
}

/** The embedded database, before anybody connects to it. */
export function clusterCheck({ dataFolder }: Config): { findings: Finding[]; exists: boolean } {
  const { folder, version, heldBy, problems } = lookAtCluster(dataFolder)
  const findings = problems.map(({ message, nextStep }) => problem('Embedded PostgreSQL', message, nextStep))
  if (version !== null) findings.push(ok('Embedded PostgreSQL', version))
  if (folder === null) findings.push(ok('Database folder', 'none yet: the first start makes it'))
  else findings.push(ok('Database folder', heldBy ? `${folder}, in use by process ${heldBy.pid}` : folder))
  return { findings, exists: folder !== null && problems.length === 0 }
}
