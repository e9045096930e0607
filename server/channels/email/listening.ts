import type { App } from '../../access/index.ts'

/** Where our own SMTP door is reached from this machine. */
export function listeningOn(app: App): { host: string; port: number } {
  const { smtpHost, smtpPort } = app.config
  return { host: smtpHost === '0.0.0.0' || smtpHost === '::' ? '127.0.0.1' : smtpHost, port: smtpPort }
}
