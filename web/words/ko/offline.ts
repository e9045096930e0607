import type { offline as english } from '../en/offline.ts'

export const offline: typeof english = {
  offline: {
    bar: '오프라인이에요. 연결되면 자동으로 계속돼요.',
    noServer: '서버에 연결할 수 없어요. 응답하면 자동으로 계속돼요.',
    title: '연결이 없어요',
    text: '티켓은 서버에 보관되어 있어 지금은 볼 수 없어요. 작성한 내용은 이 브라우저에 남아 있어요.',
    drafts: '임시 저장한 글',
    noDrafts: '이 브라우저에 보내지 않은 글이 없어요.',
  },
}
