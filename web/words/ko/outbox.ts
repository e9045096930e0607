import type { outbox as english } from '../en/outbox.ts'

export const outbox: typeof english = {
  outbox: {
    title: '보낼 편지함',
    text: '이 데스크가 보내는 메일과 그 결과예요.',
    noRelay:
      '메일을 보낼 서버가 설정되지 않아 메일이 여기에 안전하게 보관되어 있어요(내용은 볼 수 있어요). 보내려면 SMTP_URL을 설정하고 다시 시작하세요.',
    empty: '대기 중인 메일이 없어요',
    emptyText: '답장과 알림이 상대 메일 서버의 응답과 함께 여기에 보여요.',
    all: '전체',
    to: '받는 사람',
    headers: '헤더',
    retry: '지금 다시 보내기',
    retried: '다시 보내고 있어요',
    attempts: (count: number) => `${count}회 시도`,
    nextAttempt: '다음 시도',
    open: '메일 열기',
    back: '보낼 편지함으로',
    choose: '메일을 선택하면 내용을 볼 수 있어요',
    errorTitle: '보낼 편지함을 불러오지 못했어요',
  },
  quarantine: {
    title: '격리된 메일',
    text: '받았지만 읽지 못한 메일이에요. 원본은 모두 보관되어 있어요.',
    empty: '격리된 메일이 없어요',
    emptyText: '지금까지 온 메일은 모두 읽었어요.',
    replay: '다시 읽기',
    replayed: '메일을 읽어 분류했어요',
    errorTitle: '격리된 메일을 불러오지 못했어요',
  },
}
