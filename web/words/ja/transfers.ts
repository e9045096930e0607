import { named } from '../en/helpers.ts'
import type { transfers as english } from '../en/transfers.ts'

export const transfers: typeof english = {
  transfers: {
    titles: named({
      transfer: '担当を移す',
      'transfer-to-desk': '別のデスクに転送',
      'request-guide': 'お客様への案内を依頼',
    }),
    texts: named({
      keep: '複数のチームに所属しています。どのチームとして担当しますか？',
      transfer: 'チームに移すと、現在の担当者は外れます。',
      'transfer-to-desk':
        '転送先のデスクに、ここに入力した内容で新しいチケットが作成されます。転送先のメンバーにこのチケットは表示されません。',
      'request-guide': 'お客様のチケットに表示され、担当者に通知されます。ステータスは変わりません。',
    }),
    buttons: named({ transfer: '担当を移す', 'transfer-to-desk': '転送する', 'request-guide': '依頼する' }),
    done: named({
      'transfer-to-desk': '別のデスクに転送しました',
      transfer: '担当を移しました',
      'request-guide': '案内を依頼しました',
      'customer-told': '案内済みにしました',
    }),
    keys: {
      keep: 'チームとして担当する',
      forward: '引き継ぐ',
      transfer: '担当を移す',
      toDesk: '別のデスクに転送する',
      told: 'お客様へ案内済みにする',
    },
    findTeam: 'チームを検索',
    outside: 'このデスク以外（このチケットのみ閲覧できます）',
    outsideHint: (name: string) => `${name}さんはこのデスクのメンバーではないため、このチケットのみ閲覧できます。`,
    to: '移す相手',
    other: '選び直す',
    note: '引き継ぎメモ',
    noteHint: 'チケットの内部メモとして残ります。',
    findDesk: 'デスクを検索',
    noDesk: '転送を受け付けているデスクがありません',
    noDeskText: '管理者が「設定」の「デスク」で受け付けを有効にできます。',
    desk: 'デスク',
    text: '転送先に伝える内容',
    textHint: '転送先に表示されるのは、この内容と選択したファイルのみです。',
    files: '一緒に送るファイル',
    guideText: 'お客様に伝えてほしい内容',
    handedOn: (desk: string) => `${desk}に転送：`,
    handedOnFrom: (desk: string) => `${desk}からの転送：`,
    gone: { spam: '迷惑メールフォルダー内', trash: '削除済み', purged: '完全に削除済み' },
    asks: (who: string, reference: string) => `${who}さんが${reference}からお客様への案内を依頼しています：`,
    answer: 'お客様に返信する',
    asked: (who: string) => `${who}さんがお客様への案内を依頼しました。まだ案内されていません。`,
    told: 'お客様に案内済みです。',
    by: (who: string) => `${who}さん`,
    groups: { issues: '転送先', origins: '転送元' },
    lines: {
      transferred: (reference: string) => `別のデスクに転送しました（${reference}）。`,
      transferred_from: (reference: string) => `${reference} から転送されました。`,
      transfer_finished: (reference: string) => `${reference} の対応が完了しました。ここから対応を続けてください。`,
    },
    takes: '他のデスクからの転送を受け付ける',
    takesHint: 'すべてのデスクの担当者が、このデスクにチケットを転送できます。',
  },
}
