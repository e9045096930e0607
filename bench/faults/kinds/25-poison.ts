import type { FaultKind } from '../kinds.ts'
import type { SentMail } from '../mails.ts'
import { found } from '../wait.ts'
import type { World } from '../world.ts'

interface Plan {
  readonly what: 'mail' | 'job' | 'webhook'
  readonly how: 'answer-500' | 'drop' | 'take-and-drop'
  readonly times: number
}

interface Job {
  readonly dead: boolean
  readonly attempts: number
}

const poisonMails = new WeakMap<object, SentMail>()

/** A mail whose filing always fails, or a job that nobody can do. Both come to an end, and their neighbours go on. */
export const kind: FaultKind<Plan> = {
  number: 25,
  title: 'a poison mail or job, a receiver of webhooks that fails: a few tries; neighbours go on; the mail is read when its cause is gone',
  where: ['shared', 'own'],
  claims: [],
  plan: (random) => ({
    what: random.pick(['mail', 'job', 'webhook'] as const),
    how: random.pick(['answer-500', 'drop', 'take-and-drop'] as const),
    times: random.between(1, 4),
  }),
  async strike(world, { what, how, times }) {
    const { database, traffic, known, relay, hooks } = world
    if (what === 'webhook') {
      const script = hooks.fail(how, times)
      await traffic.reply()
      const failed = await found(() => script.failed() > 0 || null, 40_000)
      return { struck: failed !== null, what: `a receiver of webhooks: ${how}, ${times} times` }
    }
    if (what === 'job') {
      known.poisonJobs.add('poison')
      await database.rows(`INSERT INTO jobs (workspace_id, kind, payload) VALUES (1, 'poison', '{}')`)
      const tried = await found(async () => (await poisonJob(world)).find(({ attempts }) => attempts > 0), 40_000)
      return { struck: tried !== null, what: 'a job that nobody can do' }
    }
    const mail = traffic.compose()
    await database.rows(
      `CREATE FUNCTION refuse_poison() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
         IF NEW.mail_message_id = '${mail.messageId}' THEN RAISE EXCEPTION 'this mail is poison'; END IF;
         RETURN NEW;
       END $$`,
    )
    await database.rows('CREATE TRIGGER refuse_poison BEFORE INSERT ON messages FOR EACH ROW EXECUTE FUNCTION refuse_poison()')
    const record = await traffic.mail(mail)
    record.isPoison = true
    poisonMails.set(relay, mail)
    const tried = await found(async () => {
      const [raw] = await database.rows<{ tried: boolean }>('SELECT error IS NOT NULL AS tried FROM raw_mails WHERE mail_message_id = $1', [
        mail.messageId,
      ])
      return raw?.tried || null
    }, 40_000)
    return { struck: tried !== null, what: 'a mail that cannot be filed' }
  },
  async check(world, { what }, say) {
    if (what === 'job') {
      const [job] = await poisonJob(world)
      if (!job?.dead || job.attempts > 8)
        say('P10', `a job that always fails was tried ${job?.attempts} times and is ${job?.dead ? '' : 'not '}given up`)
      return
    }
    const { database, traffic, relay } = world
    const mail = poisonMails.get(relay)
    if (!mail) return
    // Somebody put the cause right and asks to read it again: it becomes what it would have been.
    await database.rows('DROP TRIGGER refuse_poison ON messages')
    const [raw] = await database.rows<{ id: string; attempts: number }>(
      'SELECT id::text, attempts FROM raw_mails WHERE mail_message_id = $1',
      [mail.messageId],
    )
    if (!raw) return
    if (raw.attempts > 3) say('P10', `${mail.canary} was tried ${raw.attempts} times before it was put away`)
    const answer = await traffic.api('POST', `/quarantine/${raw.id}/replay`)
    const filed = await found(async () => {
      const [message] = await database.rows<{ text: string }>('SELECT text FROM messages WHERE mail_message_id = $1', [mail.messageId])
      return message?.text.includes(mail.canary) || null
    }, 30_000)
    if (!filed) say('P10', `${mail.canary} was read again from quarantine (${answer.status}) and is no message`)
  },
}

function poisonJob({ database }: World): Promise<Job[]> {
  return database.rows<Job>(`SELECT dead_at IS NOT NULL AS dead, attempts FROM jobs WHERE kind = 'poison'`)
}
