import type { outbox as english } from '../en/outbox.ts'

export const outbox: typeof english = {
  outbox: {
    title: '送信トレイ',
    text: 'このデスクから送信するメールと、その結果です。',
    noRelay:
      '送信に使うメールサーバーが設定されていないため、メールはここに安全に保管されています（内容は確認できます）。送信するには SMTP_URL を設定して再起動してください。',
    empty: '待機中のメールはありません',
    emptyText: '返信やお知らせが、送信先メールサーバーの応答とともに表示されます。',
    all: 'すべて',
    to: '宛先',
    headers: 'ヘッダー',
    retry: '今すぐ再送',
    retried: '再送しています',
    attempts: (count: number) => `${count}回試行`,
    nextAttempt: '次回の試行',
    open: 'メールを開く',
    back: '送信トレイに戻る',
    choose: 'メールを選ぶと内容が表示されます',
    errorTitle: '送信トレイを読み込めませんでした',
  },
  quarantine: {
    title: '隔離メール',
    text: '受信したものの読み取れなかったメールです。元のデータはすべて保管されています。',
    empty: '隔離されたメールはありません',
    emptyText: 'これまでのメールはすべて読み取れています。',
    replay: '読み取り直す',
    replayed: 'メールを読み取り、振り分けました',
    errorTitle: '隔離メールを読み込めませんでした',
  },
}
