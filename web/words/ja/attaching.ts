import type { attaching as english } from '../en/attaching.ts'

export const attaching: typeof english = {
  attaching: {
    notInDescription: '内容にはあとからファイルを追加できません。メモか返信に添付してください。',
    notInserted: (title: string) => `「${title}」を挿入できませんでした。返信かメモを開いてから、もう一度選んでください。`,
    wordsAlone: (names: string) => `このメールは本文だけのため、${names}は送られません。返信に添付して送ってください。`,
  },
}
