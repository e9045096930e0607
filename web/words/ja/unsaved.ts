import type { unsaved as english } from '../en/unsaved.ts'

export const unsaved: typeof english = {
  unsaved: {
    sending: '送信しています',
    stale: '最新の内容を読み込めませんでした。',
    discard: {
      title: '入力した内容を破棄しますか？',
      text: 'まだ保存されていません。',
      keep: '入力を続ける',
      discard: '破棄する',
    },
    leave: {
      title: '保存せずに移動しますか？',
      text: 'ここでの変更はまだ保存されていません。',
      keep: 'このページにとどまる',
      discard: '移動する',
    },
  },
}
