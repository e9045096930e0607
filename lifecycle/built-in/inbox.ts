import { defineLifecycle } from '../define-lifecycle.ts'

const staff = ['agent', 'admin'] as const
const unresolved = ['new', 'answered', 'open'] as const

/** An e-mail inbox: what came in, what was answered, what came back, what is done. Resolving tells nobody. */
export const inbox = defineLifecycle({
  key: 'inbox',
  name: { en: 'Inbox', ja: '受信トレイ', ko: '받은편지함' },
  initial: 'new',
  statuses: {
    new: {
      category: 'new',
      colour: 'blue',
      label: { en: 'New', ja: '新規', ko: '신규' },
      customerLabel: { en: 'Received', ja: '受付済み', ko: '접수 완료' },
    },
    answered: { category: 'waiting', colour: 'teal', label: { en: 'Answered', ja: '回答済み', ko: '답변 완료' } },
    open: {
      category: 'open',
      colour: 'amber',
      label: { en: 'Open', ja: '対応中', ko: '진행 중' },
    },
    resolved: { category: 'resolved', colour: 'green', label: { en: 'Resolved', ja: '解決済み', ko: '해결' } },
  },
  transitions: [
    { on: 'created', from: [], to: 'new', by: [...staff, 'customer', 'system'] },

    { on: 'agent_replied', from: ['new', 'answered', 'open', 'resolved'], to: 'answered', by: staff },
    { on: 'customer_replied', from: ['answered', 'resolved'], to: 'open', by: ['customer'] },

    { on: 'resolve', from: unresolved, to: 'resolved', by: [...staff, 'system'] },
    { on: 'status_set', from: unresolved, to: 'resolved', by: [...staff, 'system'] },

    { on: 'reopen', from: ['resolved'], to: 'open', by: [...staff, 'system'], does: [{ systemLine: 'back_in_progress' }] },
    { on: 'status_set', from: ['resolved'], to: 'open', by: [...staff, 'system'], does: [{ systemLine: 'back_in_progress' }] },

    { on: 'merged_away', from: unresolved, to: 'resolved', by: [...staff, 'system'], quiet: true },
  ],
})
