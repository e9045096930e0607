import type { ActorKind, EventType, Label } from './types.ts'

/**
 * What each event is called on buttons, in logs and in refusals.
 *
 * @example
 * eventLabels.resolve_internally.en // "Resolve internally"
 */
export const eventLabels: Readonly<Record<EventType, Label>> = {
  created: { en: 'Create', ja: '作成', ko: '생성' },
  agent_wrote_first: { en: 'Start a conversation', ja: '会話の開始', ko: '대화 시작' },
  agent_replied: { en: 'Reply', ja: '返信', ko: '답장' },
  agent_commented: { en: 'Add a comment', ja: 'コメントの追加', ko: '코멘트 추가' },
  customer_replied: { en: 'Customer reply', ja: 'お客様の返信', ko: '고객 답변' },
  assigned: { en: 'Assign', ja: '割り当て', ko: '배정' },
  unassigned: { en: 'Unassign', ja: '割り当ての解除', ko: '배정 해제' },
  assignee_left: { en: 'Assignee left', ja: '担当者の離席', ko: '담당자 자리 비움' },
  status_set: { en: 'Set status', ja: 'ステータスの変更', ko: '상태 변경' },
  resolve: { en: 'Resolve', ja: '解決', ko: '해결' },
  resolve_internally: { en: 'Resolve internally', ja: '内部で解決', ko: '내부 해결' },
  hold: { en: 'Hold', ja: '保留', ko: '보류' },
  complete: { en: 'Complete', ja: '完了', ko: '완료' },
  close: { en: 'Close', ja: '終了', ko: '종료' },
  reopen: { en: 'Reopen', ja: '再開', ko: '다시 열기' },
  request_closure: { en: 'Request closure', ja: '終了の申請', ko: '종료 요청' },
  schedule_closure: { en: 'Schedule closure', ja: '終了の予約', ko: '종료 예약' },
  closure_due: { en: 'Scheduled closure', ja: '予約された終了', ko: '예약된 종료' },
  idle_due: { en: 'Customer silent', ja: 'お客様の応答なし', ko: '고객 응답 없음' },
  return_due: { en: 'Return to the queue', ja: '待機列に戻す', ko: '대기열로 복귀' },
  transferred_to_desk: { en: 'Transfer to a desk', ja: 'デスクへの転送', ko: '이슈 데스크 이관' },
  transfer_finished: { en: 'Transfer finished', ja: '転送先での完了', ko: '이관 처리 완료' },
  tracker_created: { en: 'Send to tracker', ja: 'トラッカーへの送信', ko: '트래커 전달' },
  tracker_progressed: { en: 'Tracker task started', ja: 'トラッカーでの着手', ko: '트래커 작업 시작' },
  tracker_finished: { en: 'Tracker task finished', ja: 'トラッカーでの完了', ko: '트래커 작업 완료' },
  merged_away: { en: 'Merge', ja: '統合', ko: '병합' },
  deletion_scheduled: { en: 'Schedule deletion', ja: '削除の予約', ko: '삭제 예약' },
}

export const actorLabels: Readonly<Record<ActorKind, Label>> = {
  agent: { en: 'agent', ja: 'スタッフ', ko: '상담원' },
  admin: { en: 'admin', ja: '管理者', ko: '관리자' },
  customer: { en: 'customer', ja: 'お客様', ko: '고객' },
  system: { en: 'system', ja: 'システム', ko: '시스템' },
}
