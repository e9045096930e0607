import type { keeping as english } from '../en/keeping.ts'

export const keeping: typeof english = {
  keeping: {
    notStarred: '별표는 나만 보는 표시라서 보기에 담을 수 없어요. ‘별표만’을 끄면 나머지 조건을 저장할 수 있어요.',
  },
}
