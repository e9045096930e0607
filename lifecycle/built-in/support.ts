import { defineLifecycle } from '../define-lifecycle.ts'

const staff = ['agent', 'admin', 'system'] as const
const unresolved = ['open', 'in_progress', 'waiting'] as const
const all = [...unresolved, 'resolved', 'closed'] as const

/** A support desk: agents pick any status, replies move what they obviously move, resolving asks the customer for a score. */
export const support = defineLifecycle({
  key: 'support',
  name: { en: 'Support', ja: 'サポート', ko: '고객 지원' },
  initial: 'open',
  deskDefaults: { resolutionTextRequired: true, statusMails: true },
  statuses: {
    open: { category: 'open', colour: 'blue', label: { en: 'Open', ja: '未対応', ko: '접수' } },
    in_progress: { category: 'open', colour: 'amber', label: { en: 'In progress', ja: '対応中', ko: '진행 중' } },
    waiting: {
      category: 'waiting',
      colour: 'purple',
      label: { en: 'Waiting', ja: '返信待ち', ko: '답변 대기' },
      customerLabel: { en: 'Waiting for your answer', ja: 'お返事をお待ちしています', ko: '고객 답변 대기' },
    },
    resolved: {
      category: 'resolved',
      colour: 'green',
      label: { en: 'Resolved', ja: '解決済み', ko: '해결' },
      entering: ['create_survey'],
    },
    closed: {
      category: 'closed',
      colour: 'grey',
      label: { en: 'Closed', ja: '終了', ko: '종료' },
      customer: { reply: false, editOwn: false },
    },
  },
  transitions: [
    { on: 'created', from: [], to: 'open', by: [...staff, 'customer'] },

    { on: 'agent_replied', from: ['open'], to: 'in_progress', by: ['agent', 'admin'] },

    { on: 'customer_replied', from: ['resolved'], to: 'open', by: ['customer'] },
    { on: 'customer_replied', from: ['waiting'], to: 'stay', by: ['customer'], when: ['!setting_reply_moves_waiting'] },
    { on: 'customer_replied', from: ['waiting'], to: 'in_progress', by: ['customer'], when: ['has_assignee'] },
    { on: 'customer_replied', from: ['waiting'], to: 'open', by: ['customer'], when: ['!has_assignee'] },

    { on: 'resolve', from: unresolved, to: 'resolved', by: staff, does: ['resolution_mail'] },

    { on: 'status_set', from: all, to: 'open', by: staff },
    { on: 'status_set', from: all, to: 'in_progress', by: staff },
    { on: 'status_set', from: all, to: 'waiting', by: staff },
    { on: 'status_set', from: unresolved, to: 'resolved', by: staff, does: ['resolution_mail'] },
    { on: 'status_set', from: ['closed'], to: 'resolved', by: staff },
    { on: 'status_set', from: all, to: 'closed', by: staff },

    { on: 'merged_away', from: [...unresolved, 'resolved'], to: 'closed', by: staff, quiet: true },
    { on: 'deletion_scheduled', from: [...unresolved, 'resolved'], to: 'closed', by: staff, quiet: true },
  ],
})
