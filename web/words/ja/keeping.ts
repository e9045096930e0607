import type { keeping as english } from '../en/keeping.ts'

export const keeping: typeof english = {
  keeping: {
    notStarred: 'スターは自分だけの印なので、ビューには含められません。「スター付きのみ」をオフにすると、ほかの条件を保存できます。',
  },
}
