import { defineLifecycle } from '../define-lifecycle.ts'

const staff = ['agent', 'admin'] as const
const anybodyHere = [...staff, 'system'] as const

/** Where an agent works on a ticket: the processing menu and both transfers start here. */
const inHand = ['processing', 'pending', 'transfer_completed', 'tracker_resolved'] as const

/** A contact centre: tickets are taken or forwarded, processed from one menu, and handed to issue desks or a project tracker. */
export const contactCenter = defineLifecycle({
  key: 'contact-center',
  name: { en: 'Contact center', ja: 'コンタクトセンター', ko: '컨택센터' },
  initial: 'unassigned',
  deskDefaults: { chooseChannel: false },
  statuses: {
    unassigned: {
      category: 'new',
      colour: 'grey',
      label: { en: 'Unassigned', ja: '未割り当て', ko: '미배정' },
      customerLabel: { en: 'Received', ja: '受付済み', ko: '접수 완료' },
    },
    processing: { category: 'open', colour: 'blue', label: { en: 'Processing', ja: '処理中', ko: '처리 중' } },
    pending: { category: 'waiting', colour: 'amber', label: { en: 'Pending', ja: '保留', ko: '보류' } },
    transferred: {
      category: 'transferred',
      colour: 'purple',
      label: { en: 'Transferred (in progress)', ja: '転送済み（対応中）', ko: '이관(처리 중)' },
      customerLabel: { en: 'Processing', ja: '処理中', ko: '처리 중' },
    },
    transfer_completed: {
      category: 'transferred',
      colour: 'teal',
      label: { en: 'Transfer completed', ja: '転送先で完了', ko: '이관 완료' },
      customerLabel: { en: 'Processing', ja: '処理中', ko: '처리 중' },
    },
    tracker_transferred: {
      category: 'transferred',
      colour: 'purple',
      label: { en: 'Sent to tracker', ja: 'トラッカーへ送信済み', ko: '트래커 전달' },
      customerLabel: { en: 'Processing', ja: '処理中', ko: '처리 중' },
      trackerComments: true,
    },
    tracker_in_progress: {
      category: 'transferred',
      colour: 'purple',
      label: { en: 'Tracker: in progress', ja: 'トラッカー：進行中', ko: '트래커: 진행 중' },
      customerLabel: { en: 'Processing', ja: '処理中', ko: '처리 중' },
      trackerComments: true,
    },
    tracker_resolved: {
      category: 'transferred',
      colour: 'teal',
      label: { en: 'Tracker: resolved', ja: 'トラッカー：解決済み', ko: '트래커: 해결' },
      customerLabel: { en: 'Processing', ja: '処理中', ko: '처리 중' },
    },
    resolved: { category: 'resolved', colour: 'green', label: { en: 'Resolved', ja: '解決済み', ko: '해결' } },
    completed: {
      category: 'closed',
      colour: 'grey',
      label: { en: 'Completed', ja: '完了', ko: '완료' },
      customer: { reply: false, editOwn: false },
      final: true,
    },
  },
  transitions: [
    { on: 'created', from: [], to: 'unassigned', by: [...staff, 'customer', 'system'] },

    // Keep, Forward and triggers. While it is transferred, only the assignee changes.
    {
      on: 'assigned',
      from: ['unassigned', 'pending', 'resolved', 'transfer_completed', 'tracker_resolved'],
      to: 'processing',
      by: anybodyHere,
    },
    { on: 'assigned', from: ['completed'], by: anybodyHere, refuse: 'final_status' },
    { on: 'unassigned', from: ['processing'], to: 'unassigned', by: anybodyHere },

    // The processing menu. An answer by it is the first response: the mail carries the text.
    { on: 'resolve', from: ['unassigned'], to: 'resolved', by: staff, does: ['take', 'stamp_first_response', 'resolution_mail'] },
    { on: 'resolve', from: inHand, to: 'resolved', by: staff, does: ['stamp_first_response', 'resolution_mail'] },
    { on: 'hold', from: ['unassigned'], to: 'pending', by: staff, does: ['take', 'stamp_first_response', 'hold_mail'] },
    { on: 'hold', from: inHand, to: 'pending', by: staff, does: ['stamp_first_response', 'hold_mail'] },
    { on: 'resolve_internally', from: ['unassigned'], to: 'resolved', by: staff, does: ['take'] },
    { on: 'resolve_internally', from: inHand, to: 'resolved', by: staff },

    { on: 'complete', from: ['resolved'], to: 'completed', by: ['admin'] },

    { on: 'customer_replied', from: ['resolved', 'pending'], to: 'processing', by: ['customer'], when: ['has_assignee'] },
    { on: 'customer_replied', from: ['resolved', 'pending'], to: 'unassigned', by: ['customer'], when: ['!has_assignee'] },

    // Fired once the other side has confirmed that it made its ticket or task. A repeated notice changes nothing.
    { on: 'transferred_to_desk', from: ['unassigned', ...inHand], to: 'transferred', by: anybodyHere },
    { on: 'transfer_finished', from: ['transferred'], to: 'transfer_completed', by: ['system'] },
    { on: 'transfer_finished', from: ['transfer_completed'], to: 'stay', by: ['system'] },

    { on: 'tracker_created', from: ['unassigned', ...inHand], to: 'tracker_transferred', by: anybodyHere },
    { on: 'tracker_progressed', from: ['tracker_transferred', 'tracker_resolved'], to: 'tracker_in_progress', by: ['system'] },
    { on: 'tracker_progressed', from: ['tracker_in_progress'], to: 'stay', by: ['system'] },
    { on: 'tracker_finished', from: ['tracker_transferred', 'tracker_in_progress'], to: 'tracker_resolved', by: ['system'] },
    { on: 'tracker_finished', from: ['tracker_resolved'], to: 'stay', by: ['system'] },
  ],
})
