import type { unsaved as english } from '../en/unsaved.ts'

export const unsaved: typeof english = {
  unsaved: {
    sending: '보내는 중이에요',
    stale: '최신 내용을 불러오지 못했어요.',
    discard: {
      title: '작성한 내용을 버릴까요?',
      text: '아직 저장되지 않았어요.',
      keep: '계속 작성',
      discard: '버리기',
    },
    leave: {
      title: '저장하지 않고 나갈까요?',
      text: '여기서 바꾼 내용이 아직 저장되지 않았어요.',
      keep: '머무르기',
      discard: '나가기',
    },
  },
}
