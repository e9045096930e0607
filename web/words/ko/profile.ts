import type { profile as english } from '../en/profile.ts'

export const profile: typeof english = {
  profile: {
    you: '내 정보',
    languageHint: '화면을 다시 불러와 바꿔요. 다른 브라우저에도 적용돼요.',
    screen: '화면',
    screenText: '여기서 정한 것은 다른 브라우저에도 적용돼요.',
    writing: '글쓰기',
    undoSend: '보내기를 취소할 수 있는 시간',
    undoSendHint: '답장은 이 시간만큼 기다렸다가 보내져요.',
    undoSeconds: (seconds: number) => (seconds === 0 ? '바로 보내기' : `${seconds}초`),
    keyboard: '키보드',
    keyboardText: '키 버튼을 눌러 다른 키를 고르세요. 키 하나 또는 이어서 누르는 키 두 개를 쓸 수 있어요.',
    resetKeys: '모든 키 초기화',
    resetKey: (name: string) => `“${name}” 키 초기화`,
    changeKey: (name: string) => `“${name}” 키 변경`,
    pressKeys: '키를 누르세요',
    pressHint: 'Esc를 누르면 그대로, Backspace를 누르면 키가 없어져요.',
    noKeys: '없음',
    keyTaken: (keys: string, name: string) => `${keys} 키는 이미 “${name}”에 쓰고 있어요. 다른 키를 고르세요.`,
  },
}
