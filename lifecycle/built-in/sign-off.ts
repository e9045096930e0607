import { defineLifecycle } from '../define-lifecycle.ts'

const staff = ['agent', 'admin', 'system'] as const
const underWay = ['open', 'in_progress', 'awaiting_customer', 'required_test', 'required_action'] as const
const ending = ['resolved', 'pending_closure', 'closure_scheduled'] as const
const all = [...underWay, ...ending, 'closed'] as const

/** A desk whose customers sign off: messages never move a ticket, staff may set nearly anything, and closing can be asked for or planned. */
export const signOff = defineLifecycle({
  key: 'sign-off',
  name: { en: 'Customer sign-off', ja: '顧客承認', ko: '고객 승인' },
  initial: 'open',
  followUps: 'mail_only',
  deskDefaults: { membersSeeAll: false, statusMails: true },
  statuses: {
    open: {
      category: 'new',
      colour: 'blue',
      label: { en: 'Open', ja: '未対応', ko: '접수' },
      customer: { requestClosure: true, invite: true },
    },
    in_progress: {
      category: 'open',
      colour: 'amber',
      label: { en: 'In progress', ja: '対応中', ko: '진행 중' },
      customer: { requestClosure: true, invite: true },
    },
    awaiting_customer: {
      category: 'waiting',
      colour: 'purple',
      label: { en: 'Awaiting customer', ja: 'お客様の返信待ち', ko: '고객 답변 대기' },
      customerLabel: { en: 'Awaiting your answer', ja: 'お返事をお待ちしています', ko: '고객 답변 대기' },
      customer: { requestClosure: true, invite: true },
    },
    required_test: {
      category: 'waiting',
      colour: 'teal',
      label: { en: 'Required test', ja: 'テスト依頼中', ko: '테스트 요청' },
      customerLabel: { en: 'Please test', ja: 'テストのお願い', ko: '테스트 요청' },
      customer: { requestClosure: true, invite: true },
    },
    required_action: {
      category: 'waiting',
      colour: 'orange',
      label: { en: 'Required action', ja: '対応依頼中', ko: '조치 요청' },
      customerLabel: { en: 'Your action is needed', ja: 'ご対応のお願い', ko: '조치 요청' },
      customer: { requestClosure: true, invite: true },
    },
    resolved: {
      category: 'resolved',
      colour: 'green',
      label: { en: 'Resolved', ja: '解決済み', ko: '해결' },
      customer: { requestClosure: true, invite: false },
      entering: ['clear_favourites'],
    },
    // The work is done in both: what is left is to close. The resolution time ends here, and leaving the three starts it again.
    pending_closure: {
      category: 'resolved',
      colour: 'red',
      label: { en: 'Pending closure', ja: '終了申請中', ko: '종료 요청' },
      customer: { requestClosure: false, invite: true },
    },
    closure_scheduled: {
      category: 'resolved',
      colour: 'red',
      label: { en: 'Closure scheduled', ja: '終了予定', ko: '종료 예정' },
      customer: { requestClosure: false, close: true, invite: true },
      leaving: [{ clearTimer: 'closure' }],
    },
    closed: {
      category: 'closed',
      colour: 'grey',
      label: { en: 'Closed', ja: '終了', ko: '종료' },
      customer: { reply: false, editOwn: false, requestClosure: false, invite: false },
      entering: ['clear_favourites'],
    },
  },
  regions: [
    {
      name: 'survey',
      statuses: ['resolved', 'closed', 'pending_closure', 'closure_scheduled'],
      entering: ['create_survey'],
      leaving: ['withdraw_survey'],
    },
  ],
  transitions: [
    { on: 'created', from: [], to: 'open', by: [...staff, 'customer'] },

    { on: 'status_set', from: all, to: 'open', by: staff },
    { on: 'status_set', from: all, to: 'in_progress', by: staff },
    { on: 'status_set', from: all, to: 'awaiting_customer', by: staff },
    { on: 'status_set', from: all, to: 'required_test', by: staff },
    { on: 'status_set', from: all, to: 'required_action', by: staff },
    { on: 'status_set', from: [...underWay, 'pending_closure', 'closure_scheduled'], to: 'resolved', by: staff, does: ['resolution_mail'] },
    { on: 'status_set', from: ['closed'], to: 'resolved', by: staff },
    { on: 'status_set', from: all, to: 'closed', by: staff },
    { on: 'status_set', from: all, asked: ['pending_closure'], by: staff, refuse: 'only_customers_request' },
    { on: 'status_set', from: all, asked: ['closure_scheduled'], by: staff, refuse: 'needs_a_time' },

    { on: 'resolve', from: [...underWay, 'pending_closure', 'closure_scheduled'], to: 'resolved', by: staff, does: ['resolution_mail'] },

    {
      on: 'request_closure',
      from: [...underWay, 'resolved'],
      to: 'pending_closure',
      by: ['customer'],
      does: [{ systemLine: 'closure_requested' }],
    },
    { on: 'request_closure', from: ['pending_closure'], by: ['customer'], refuse: 'same_status' },
    { on: 'request_closure', from: ['closure_scheduled'], by: ['customer'], refuse: 'already_scheduled' },
    { on: 'request_closure', from: ['closed'], by: ['customer'], refuse: 'already_closed' },
    { on: 'request_closure', from: all, by: staff, refuse: 'only_customers_request' },

    {
      on: 'schedule_closure',
      from: [...underWay, 'resolved', 'pending_closure'],
      to: 'closure_scheduled',
      by: staff,
      does: [{ setTimer: 'closure' }],
    },
    { on: 'schedule_closure', from: ['closure_scheduled'], by: staff, refuse: 'already_scheduled' },
    { on: 'schedule_closure', from: ['closed'], by: staff, refuse: 'already_closed' },
    { on: 'closure_due', from: ['closure_scheduled'], to: 'closed', by: ['system'], does: [{ systemLine: 'closed_as_scheduled' }] },
    { on: 'close', from: ['closure_scheduled'], to: 'closed', by: ['customer'] },

    { on: 'merged_away', from: [...underWay, ...ending], to: 'closed', by: staff, quiet: true },
    // Entering the set makes a survey whatever the reason; quiet keeps its mail back.
    { on: 'deletion_scheduled', from: underWay, to: 'closed', by: staff, quiet: true, does: ['create_survey'] },
    { on: 'deletion_scheduled', from: ending, to: 'closed', by: staff, quiet: true },
  ],
})
