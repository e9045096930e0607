import type { GuardName, Label } from './types.ts'

/**
 * How a guard and its negation read in diagrams and in the editor.
 *
 * @example
 * guardLabels.has_assignee.isNot.en // "unassigned"
 */
export const guardLabels: Readonly<Record<GuardName, { readonly is: Label; readonly isNot: Label }>> = {
  assignee_online: {
    is: { en: 'assignee online', ja: '担当者がオンライン', ko: '담당자 온라인' },
    isNot: { en: 'assignee not online', ja: '担当者がオンラインでない', ko: '담당자 온라인 아님' },
  },
  last_assignee_online: {
    is: { en: 'last assignee online', ja: '前任の担当者がオンライン', ko: '이전 담당자 온라인' },
    isNot: { en: 'last assignee not online', ja: '前任の担当者がオンラインでない', ko: '이전 담당자 온라인 아님' },
  },
  agent_available: {
    is: { en: 'an agent is free', ja: '対応できるスタッフがいる', ko: '가용 상담원 있음' },
    isNot: { en: 'no agent is free', ja: '対応できるスタッフがいない', ko: '가용 상담원 없음' },
  },
  has_assignee: {
    is: { en: 'assigned', ja: '担当者あり', ko: '담당자 있음' },
    isNot: { en: 'unassigned', ja: '担当者なし', ko: '담당자 없음' },
  },
  survey_submitted: {
    is: { en: 'survey submitted', ja: 'アンケート回答済み', ko: '설문 제출됨' },
    isNot: { en: 'survey not submitted', ja: 'アンケート未回答', ko: '설문 미제출' },
  },
  customer_wrote_last: {
    is: { en: 'customer wrote last', ja: '最後の発言がお客様', ko: '마지막 메시지가 고객' },
    isNot: { en: 'customer silent', ja: '最後の発言がお客様でない', ko: '고객 무응답' },
  },
  confirmed: {
    is: { en: 'confirmed', ja: '確認済み', ko: '확인됨' },
    isNot: { en: 'not confirmed', ja: '未確認', ko: '미확인' },
  },
  setting_return_after_time: {
    is: { en: 'desk returns after a time', ja: '設定：一定時間で戻す', ko: '설정: 시간 경과 시 복귀' },
    isNot: { en: 'desk does not return after a time', ja: '設定：一定時間で戻さない', ko: '설정: 시간 경과 시 복귀 안 함' },
  },
  setting_return_on_customer_message: {
    is: { en: 'desk returns on a customer message', ja: '設定：お客様の発言で戻す', ko: '설정: 고객 메시지 시 복귀' },
    isNot: { en: 'desk does not return on a customer message', ja: '設定：お客様の発言で戻さない', ko: '설정: 고객 메시지 시 복귀 안 함' },
  },
  setting_reply_moves_waiting: {
    is: { en: 'desk moves waiting tickets on a reply', ja: '設定：返信で待ちを解除', ko: '설정: 답변 시 대기 해제' },
    isNot: { en: 'desk leaves waiting tickets on a reply', ja: '設定：返信で待ちを解除しない', ko: '설정: 답변 시 대기 유지' },
  },
}
