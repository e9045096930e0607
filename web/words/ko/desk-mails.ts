import type { deskMails as english } from '../en/desk-mails.ts'

export const deskMails: typeof english = {
  deskMails: {
    pointer: '답변 외에 이 데스크가 고객에게 보내는 메일이에요. 메일마다 여러 언어로 내용을 쓸 수 있어요.',
    on: '켬',
    off: '끔',
    edit: '메일 편집',
    acknowledgement: '접수 확인 메일',
    status: '상태 알림 메일',
    noTitle: '비워 두면 “문의”라고 써요. 확인되지 않은 주소로 보내기 때문에 티켓 제목은 쓰지 않아요.',
    statusIn: '상태는 고객에게 보이는 이름으로, 메일의 언어로 들어가요.',
  },
}
