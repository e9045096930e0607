import type { Label } from '../../lifecycle/index.ts'
import type { Language } from '../platform/words/index.ts'
import type { internalReasons } from './move-ticket.ts'
import type { SnoozePreset } from './snooze-time.ts'

/** What the actions that are the same in every lifecycle are called. */
export const actionLabels = {
  take: { en: 'Take', ja: '担当する', ko: '맡기' },
  keep: { en: 'Keep', ja: 'チームとして担当する', ko: '팀으로 맡기' },
  assign: { en: 'Assign', ja: '割り当てる', ko: '배정' },
  forward: { en: 'Forward', ja: '引き継ぐ', ko: '넘기기' },
  transfer: { en: 'Transfer', ja: '担当を移す', ko: '담당 이관' },
  'request-guide': { en: 'Ask to tell the customer', ja: 'お客様への案内を依頼する', ko: '고객 안내 요청' },
  'customer-told': { en: 'Customer was told', ja: 'お客様へ案内済みにする', ko: '고객 안내 완료' },
  unassign: { en: 'Unassign', ja: '担当を外す', ko: '배정 해제' },
  reply: { en: 'Reply', ja: '返信する', ko: '답장' },
  note: { en: 'Note', ja: 'メモを書く', ko: '메모' },
  title: { en: 'Title', ja: '件名', ko: '제목' },
  description: { en: 'Description', ja: '内容', ko: '내용' },
  fields: { en: 'Fields', ja: '項目', ko: '항목' },
  type: { en: 'Type', ja: '種類', ko: '유형' },
  priority: { en: 'Priority', ja: '優先度', ko: '우선순위' },
  labels: { en: 'Labels', ja: 'ラベル', ko: '라벨' },
  snooze: { en: 'Postpone', ja: 'スヌーズする', ko: '미루기' },
  unsnooze: { en: 'Bring back', ja: 'スヌーズを解除する', ko: '미루기 해제' },
  escalate: { en: 'Escalate', ja: 'エスカレーションする', ko: '에스컬레이션' },
  merge: { en: 'Merge', ja: '統合する', ko: '병합' },
  link: { en: 'Link a ticket', ja: 'チケットを関連付ける', ko: '티켓 연결' },
  mask: { en: 'Mask text', ja: 'テキストをマスク', ko: '텍스트 가리기' },
  unmask: { en: 'Unmask', ja: 'マスクを解除', ko: '가리기 해제' },
  move: { en: 'Move to another ticket', ja: '別のチケットに移動', ko: '다른 티켓으로 옮기기' },
  split: { en: 'Split off into a new ticket', ja: '新しいチケットに分割', ko: '새 티켓으로 분리' },
  'schedule-deletion': { en: 'Schedule the deletion', ja: '削除を予約する', ko: '삭제 예약' },
  'cancel-deletion': { en: 'Cancel the deletion', ja: '削除の予約を取り消す', ko: '삭제 예약 취소' },
  spam: { en: 'Spam', ja: '迷惑メールにする', ko: '스팸으로 표시' },
  'not-spam': { en: 'Not spam', ja: '迷惑メールを解除する', ko: '스팸 해제' },
  archive: { en: 'Archive', ja: 'アーカイブする', ko: '보관' },
  unarchive: { en: 'Unarchive', ja: 'アーカイブから戻す', ko: '보관 해제' },
  delete: { en: 'Delete', ja: '削除する', ko: '삭제' },
  restore: { en: 'Restore', ja: '元に戻す', ko: '복원' },
  purge: { en: 'Delete for good', ja: '完全に削除する', ko: '영구 삭제' },
} satisfies Record<string, Label>

const reasonLabels: Record<(typeof internalReasons)[number], Label> = {
  spam: { en: 'Spam', ja: '迷惑メール', ko: '스팸' },
  abusive: { en: 'Abusive', ja: '不適切な内容', ko: '부적절한 내용' },
  test: { en: 'Test', ja: 'テスト', ko: '테스트' },
  phone: { en: 'Handled by phone', ja: '電話で対応済み', ko: '전화로 처리함' },
  other: { en: 'Something else', ja: 'その他', ko: '기타' },
}

const presetLabels: Record<SnoozePreset, Label> = {
  '1h': { en: '1 hour', ja: '1時間', ko: '1시간' },
  '4h': { en: '4 hours', ja: '4時間', ko: '4시간' },
  '1d': { en: '1 day', ja: '1日', ko: '1일' },
  '2d': { en: '2 days', ja: '2日', ko: '2일' },
  '1w': { en: '1 week', ja: '1週間', ko: '1주일' },
  '1mo': { en: '1 month', ja: '1か月', ko: '1개월' },
}

export const reasonOptions = (language: Language) => optionsOf(reasonLabels, language)
export const presetOptions = (language: Language) => optionsOf(presetLabels, language)

function optionsOf(labels: Readonly<Record<string, Label>>, language: Language) {
  return Object.entries(labels).map(([value, label]) => ({ value, label: label[language] }))
}
