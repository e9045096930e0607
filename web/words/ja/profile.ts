import type { profile as english } from '../en/profile.ts'

export const profile: typeof english = {
  profile: {
    you: 'ユーザー情報',
    languageHint: '画面を読み込み直して切り替えます。他のブラウザーにも反映されます。',
    screen: '画面',
    screenText: 'ここでの設定は他のブラウザーにも反映されます。',
    writing: '返信の作成',
    undoSend: '送信を取り消せる時間',
    undoSendHint: '送信した返信は、この時間だけ待ってから送られます。',
    undoSeconds: (seconds: number) => (seconds === 0 ? 'すぐに送信' : `${seconds}秒`),
    keyboard: 'キーボード',
    keyboardText: 'キーのボタンを押すと、別のキーを選べます。1つのキー、または続けて押す2つのキーを指定できます。',
    resetKeys: 'すべてのキーをリセット',
    resetKey: (name: string) => `「${name}」のキーをリセット`,
    changeKey: (name: string) => `「${name}」のキーを変更`,
    pressKeys: 'キーを押す',
    pressHint: 'Esc で元のまま、Backspace でキーなしになります。',
    noKeys: 'なし',
    keyTaken: (keys: string, name: string) => `${keys} は「${name}」で使われています。別のキーを選んでください。`,
  },
}
