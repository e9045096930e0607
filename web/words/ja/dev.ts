import type { dev as english } from '../en/dev.ts'
import { named } from '../en/helpers.ts'

export const dev: typeof english = {
  dev: {
    title: '開発者',
    text: 'STATEDESK_DEV を設定している間だけ表示されます。',
    mail: '受け止めたメール',
    noMail: 'まだメールは送信されていません。',
    send: 'メールを送り込む',
    from: '差出人',
    to: '宛先',
    subject: '件名',
    body: '本文',
    sendButton: 'SMTP で送信',
    sent: 'メールを受け付けました',
    clock: '時計',
    clockText: (offset: string) => `サーバーの時計は ${offset} 進んでいます。`,
    clockNow: 'サーバーの時計は正しい時刻です。',
    move: named({ '3600': '+1時間', '86400': '+1日', '604800': '+1週間' }),
    reset: '現在時刻に戻す',
    off: 'このページは開発用サーバーにだけあります。',
  },
}
