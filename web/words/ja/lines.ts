import { named } from '../en/helpers.ts'
import type { lines as english } from '../en/lines.ts'

export const lines: typeof english = {
  systemLines: named({
    closed_as_scheduled: '予約どおりにチケットが終了しました。',
    closure_requested: 'お客様がチケットの終了を申請しました。',
    back_in_progress: 'チケットが対応中に戻りました。',
    closed_after_confirmation: 'お客様の確認後に終了しました。',
    went_idle: 'お客様の応答がないため、応答待ちになりました。',
    assignee_left: '担当者が離席したため、別の担当者を待っています。',
  }),
  lineOf: {
    merged: (reference: string) => `${reference} がこのチケットに統合されました。`,
    merged_into: (reference: string) => `${reference} に統合されました。`,
    unmerged: (reference: string) => `${reference} との統合が取り消されました。`,
    escalated: (reason: string) => `エスカレーション：${reason}`,
    cameBack: (address: string, reason: string) => `${address} へのメールが戻ってきました：${reason}`,
    delayed: (address: string, reason: string) => `${address} へのメールが遅れています：${reason}`,
  },
}
