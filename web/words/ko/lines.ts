import { named } from '../en/helpers.ts'
import type { lines as english } from '../en/lines.ts'

export const lines: typeof english = {
  systemLines: named({
    closed_as_scheduled: '예약에 따라 티켓이 종료됐어요.',
    closure_requested: '고객이 티켓 종료를 요청했어요.',
    back_in_progress: '티켓이 다시 진행 중이에요.',
    closed_after_confirmation: '고객 확인 후 종료했어요.',
    went_idle: '고객의 응답이 없어 응답 대기 상태가 됐어요.',
    assignee_left: '담당자가 자리를 비워 다른 상담원을 기다리고 있어요.',
  }),
  lineOf: {
    merged: (reference: string) => `${reference} 티켓이 이 티켓에 병합됐어요.`,
    merged_into: (reference: string) => `${reference} 티켓에 병합됐어요.`,
    unmerged: (reference: string) => `${reference} 티켓의 병합을 되돌렸어요.`,
    escalated: (reason: string) => `에스컬레이션: ${reason}`,
    cameBack: (address: string, reason: string) => `${address} 주소로 보낸 메일이 되돌아왔어요: ${reason}`,
    delayed: (address: string, reason: string) => `${address} 주소로 보낸 메일이 늦어지고 있어요: ${reason}`,
  },
}
