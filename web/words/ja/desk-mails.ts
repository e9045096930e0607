import type { deskMails as english } from '../en/desk-mails.ts'

export const deskMails: typeof english = {
  deskMails: {
    pointer: '返信のほかに、このデスクからお客様へ送るメールです。メールごとに複数の言語の文面を用意できます。',
    on: 'オン',
    off: 'オフ',
    edit: 'メールを編集',
    acknowledgement: '受付確認メール',
    status: 'ステータス通知メール',
    noTitle: '空欄の場合は「お問い合わせ」となります。確認されていないアドレスに送るため、チケットの件名は使いません。',
    statusIn: 'ステータスは、お客様向けの名称がメールの言語で入ります。',
  },
}
