import type { drafting as english } from '../en/drafting.ts'

export const drafting: typeof english = {
  drafting: {
    joined: '別の下書きの内容を、入力中の文章に追加しました。',
  },
}
