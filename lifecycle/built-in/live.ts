import { defineLifecycle } from '../define-lifecycle.ts'

const staff = ['agent', 'admin'] as const

/** A live chat desk: who is online decides who talks to whom, and nothing happens that its table of moves does not name. */
export const live = defineLifecycle({
  key: 'live',
  name: { en: 'Live chat', ja: 'ライブチャット', ko: '실시간 채팅' },
  initial: 'pending',
  statuses: {
    pending: {
      category: 'new',
      colour: 'amber',
      label: { en: 'Pending', ja: '待機中', ko: '대기' },
      customerLabel: { en: 'Waiting for an agent', ja: '担当者をお待ちください', ko: '상담원 연결 대기' },
      entering: ['enqueue_for_assignment'],
      leaving: ['leave_assignment_queue'],
    },
    active: {
      category: 'open',
      colour: 'green',
      label: { en: 'Active', ja: '会話中', ko: '상담 중' },
      // Also armed when a chat comes back whose newest message is still the agent's: the customer is silent all the same.
      entering: [{ setTimer: 'idle', after: 'idleMinutes', when: ['!customer_wrote_last'] }],
      leaving: [{ clearTimer: 'idle' }],
    },
    proactive: {
      category: 'waiting',
      colour: 'purple',
      label: { en: 'Proactive', ja: '先行連絡', ko: '선제 연락' },
      customerLabel: { en: 'We wrote to you', ja: '当社からのご連絡', ko: '상담원이 먼저 연락' },
    },
    in_progress: {
      category: 'open',
      colour: 'blue',
      label: { en: 'In progress', ja: '継続対応', ko: '진행 중' },
      entering: ['unassign', { setTimer: 'return', after: 'returnMinutes', when: ['setting_return_after_time'] }],
      leaving: [{ clearTimer: 'return' }],
    },
    idle: {
      category: 'waiting',
      colour: 'orange',
      label: { en: 'Idle', ja: '応答待ち', ko: '응답 대기' },
      customerLabel: { en: 'Waiting for your answer', ja: 'お返事をお待ちしています', ko: '고객 답변 대기' },
    },
    closed: {
      category: 'closed',
      colour: 'grey',
      label: { en: 'Closed', ja: '終了', ko: '종료' },
      customer: { reply: false, editOwn: false },
    },
  },
  transitions: [
    { on: 'created', from: [], to: 'pending', by: [...staff, 'customer', 'system'] },
    { on: 'agent_wrote_first', from: [], to: 'proactive', by: staff, does: ['take'] },

    // Only an admin gives out a ticket in progress; nobody talks to a customer while away.
    { on: 'assigned', from: ['in_progress'], by: ['agent', 'system'], refuse: 'wrong_actor' },
    { on: 'assigned', from: ['pending'], to: 'active', by: [...staff, 'system'], when: ['assignee_online'] },
    { on: 'assigned', from: ['in_progress'], to: 'active', by: ['admin'], when: ['assignee_online'] },
    { on: 'assigned', from: ['pending', 'active'], by: [...staff, 'system'], when: ['!assignee_online'], refuse: 'assignee_not_online' },
    { on: 'assigned', from: ['in_progress'], by: ['admin'], when: ['!assignee_online'], refuse: 'assignee_not_online' },
    { on: 'unassigned', from: ['active'], by: [...staff, 'system'], refuse: 'must_stay_assigned' },
    {
      on: 'assignee_left',
      from: ['active'],
      to: 'pending',
      by: ['system'],
      when: ['!assignee_online'],
      does: ['unassign', { systemLine: 'assignee_left' }],
    },

    { on: 'agent_replied', from: ['active'], to: 'stay', by: staff, does: [{ setTimer: 'idle', after: 'idleMinutes' }] },
    { on: 'customer_replied', from: ['active'], to: 'stay', by: ['customer'], does: [{ clearTimer: 'idle' }] },
    { on: 'idle_due', from: ['active'], to: 'idle', by: ['system'], when: ['!customer_wrote_last'], does: [{ systemLine: 'went_idle' }] },

    // The assignee is gone: the conversation is active for no time at all and then waits for another agent.
    { on: 'customer_replied', from: ['idle', 'proactive'], to: 'active', by: ['customer'], when: ['assignee_online'] },
    {
      on: 'customer_replied',
      from: ['idle', 'proactive'],
      to: 'active',
      by: ['customer'],
      when: ['!assignee_online'],
      then: 'assignee_left',
    },

    { on: 'status_set', from: ['active', 'idle'], to: 'in_progress', by: staff },
    { on: 'return_due', from: ['in_progress'], to: 'pending', by: ['system'], when: ['setting_return_after_time'] },
    { on: 'customer_replied', from: ['in_progress'], to: 'pending', by: ['customer'], when: ['setting_return_on_customer_message'] },

    {
      on: 'close',
      from: ['active'],
      to: 'closed',
      by: ['admin'],
      when: ['confirmed'],
      does: [{ systemLine: 'closed_after_confirmation' }],
    },
    { on: 'close', from: ['active'], by: ['admin'], when: ['!confirmed'], refuse: 'needs_confirmation' },
    { on: 'close', from: ['idle'], to: 'closed', by: staff },
    {
      on: 'status_set',
      from: ['active'],
      to: 'closed',
      by: ['admin'],
      when: ['confirmed'],
      does: [{ systemLine: 'closed_after_confirmation' }],
    },
    { on: 'status_set', from: ['active'], asked: ['closed'], by: ['admin'], when: ['!confirmed'], refuse: 'needs_confirmation' },
    { on: 'status_set', from: ['idle'], to: 'closed', by: staff },

    // Whichever of the two an admin asks for: whether the last assignee is online decides.
    { on: 'reopen', from: ['closed'], to: 'active', by: ['admin'], when: ['last_assignee_online'], does: ['assign_last'] },
    { on: 'reopen', from: ['closed'], to: 'pending', by: ['admin'], when: ['!last_assignee_online'], does: ['unassign'] },
    {
      on: 'status_set',
      from: ['closed'],
      asked: ['pending', 'active'],
      to: 'active',
      by: ['admin'],
      when: ['last_assignee_online'],
      does: ['assign_last'],
    },
    {
      on: 'status_set',
      from: ['closed'],
      asked: ['pending', 'active'],
      to: 'pending',
      by: ['admin'],
      when: ['!last_assignee_online'],
      does: ['unassign'],
    },
  ],
})
