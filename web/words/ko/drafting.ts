import type { drafting as english } from '../en/drafting.ts'

export const drafting: typeof english = {
  drafting: {
    joined: '다른 임시 저장 내용을 작성 중인 글에 추가했어요.',
  },
}
