import type { attaching as english } from '../en/attaching.ts'

export const attaching: typeof english = {
  attaching: {
    notInDescription: '내용에는 나중에 파일을 넣을 수 없어요. 메모나 답장에 첨부해 주세요.',
    notInserted: (title: string) => `넣지 못했어요: “${title}”. 답장이나 메모를 연 뒤 다시 골라 주세요.`,
    wordsAlone: (names: string) => `이 메일은 글만 담기 때문에 다음 파일은 보내지지 않아요: ${names}. 답장에 첨부해 보내 주세요.`,
  },
}
