import type { Language } from '../../../variables/index.ts'

interface MailWords {
  readonly conversation: string
  /** Where a ticket has no title that could be its subject. */
  readonly subject: string
  /** What stands above a message that is quoted. */
  readonly wrote: (name: string, at: Date) => string
}

/**
 * What a mail says of itself, in the language it is in. Above a quotation stands what mail programs of that language write
 * there: readers of replies know a quotation by it, ours in `reading/attribution.ts`. Times say that they are UTC, since
 * nobody knows where the mail is read.
 */
export const mailWords: Record<Language, MailWords> = {
  en: {
    conversation: 'Read and answer this conversation',
    subject: 'Your message',
    wrote: (name, at) => `On ${at.toISOString().slice(0, 10)} ${timeOf(at)}, ${name || 'somebody'} wrote:`,
  },
  ja: {
    conversation: 'このやり取りを確認して返信する',
    subject: 'お問い合わせ',
    wrote: (name, at) => `${at.toISOString().slice(0, 10).replaceAll('-', '/')} ${timeOf(at)}${name && '、'}${name}のメッセージ:`,
  },
  ko: {
    conversation: '대화 내용 확인 및 답장',
    subject: '문의',
    wrote: (name, at) =>
      `${[at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate()].join('. ')}. ${timeOf(at)}${name && ', '}${name} 작성:`,
  },
}

function timeOf(at: Date): string {
  return `${at.toISOString().slice(11, 16)} UTC`
}
