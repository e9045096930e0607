import type { dev as english } from '../en/dev.ts'
import { named } from '../en/helpers.ts'

export const dev: typeof english = {
  dev: {
    title: '개발자',
    text: 'STATEDESK_DEV가 설정된 동안에만 보여요.',
    mail: '붙잡은 메일',
    noMail: '아직 보낸 메일이 없어요.',
    send: '메일 들여보내기',
    from: '보낸 사람',
    to: '받는 사람',
    subject: '제목',
    body: '내용',
    sendButton: 'SMTP로 보내기',
    sent: '메일을 접수했어요',
    clock: '시계',
    clockText: (offset: string) => `서버 시계가 ${offset} 앞서 있어요.`,
    clockNow: '서버 시계가 실제 시각과 같아요.',
    move: named({ '3600': '+1시간', '86400': '+1일', '604800': '+1주' }),
    reset: '현재 시각으로 되돌리기',
    off: '이 페이지는 개발 서버에만 있어요.',
  },
}
