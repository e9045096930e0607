import type { offline as english } from '../en/offline.ts'

export const offline: typeof english = {
  offline: {
    bar: 'オフラインです。接続が戻ると自動で再開します。',
    noServer: 'サーバーに接続できません。応答があると自動で再開します。',
    title: '接続がありません',
    text: 'チケットはサーバーに保管されているため、今は表示できません。入力した内容はこのブラウザーに残っています。',
    drafts: '下書き',
    noDrafts: 'このブラウザーに未送信の下書きはありません。',
  },
}
