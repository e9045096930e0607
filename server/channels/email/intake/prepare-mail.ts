import { excerpt, picturesOf, type RenderedBody, renderBody } from '../../../messages/body/index.ts'
import { readMail } from '../reading/read-mail.ts'
import type { ReadMail, ReadMailOptions } from '../reading/types.ts'

const openingLength = 80

/** A mail that was read, with every form of its body that is stored. */
export interface PreparedMail extends Omit<ReadMail, 'body'> {
  body: RenderedBody
  /** How it begins, for a title. */
  opening: string
  /** Content-IDs of the attached pictures that its text shows. */
  shownPictures: string[]
}

/** All the work on a mail that takes longer the larger it is, so that it can be done in another thread. */
export async function prepareMail(raw: Buffer, options: ReadMailOptions): Promise<PreparedMail> {
  const mail = await readMail(raw, options)
  return {
    ...mail,
    body: renderBody(mail.body),
    opening: excerpt(mail.body, openingLength),
    shownPictures: picturesOf(mail.body).flatMap(({ source }) => (source.kind === 'cid' ? [source.cid] : [])),
  }
}
