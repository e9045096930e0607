import { type EventSentences, say, short } from './event-names.ts'

const because: Readonly<Record<string, string>> = {
  agent_replied: '返信により',
  customer_replied: 'お客様から連絡があったため',
  assigned: '割り当てにより',
  unassigned: '担当者がいないため',
  assignee_left: '担当者が離席したため',
  idle_due: 'お客様の応答がないため',
  return_due: '設定した時間が経過したため',
  closure_due: '予約により',
  merged_away: '統合により',
  deletion_scheduled: '削除の予約により',
  request_closure: 'お客様の申請により',
  reopen: '再開により',
  lifecycle_changed: 'ライフサイクルの新しいバージョンにより',
  unmerged: '統合の取り消しにより',
  transfer_finished: '転送先の対応完了により',
}

/** Keys that are kept in events, as people read them. */
const called: Readonly<Record<string, string>> = {
  low: '低',
  normal: '通常',
  high: '高',
  urgent: '緊急',
  support_ticket: '問い合わせ',
  customer_request: 'お客様の要望',
  bug_report: '不具合の報告',
  feature_request: '機能の要望',
  mail: 'メール',
  email: 'メール',
  portal: 'ポータル',
  phone: '電話',
  chat: 'チャット',
  widget: 'ウィジェット',
  spam: '迷惑メール',
  abusive: '不適切な内容',
  test: 'テスト',
  other: 'その他',
  time: '指定した日時になりました',
  customer_wrote: 'お客様から連絡がありました',
  by_hand: '手動',
  waiting: '待機中',
  sending: '送信中',
  sent: '送信済み',
  failed: '失敗',
  uncertain: '不明',
  suppressed: '送信停止',
  created: '作成されました',
  progressed: '着手されました',
  finished: '完了しました',
  snooze: 'スヌーズ',
  closure: '終了',
  deletion: '削除',
  idle: '応答待ち',
  return: '待機列に戻す',
}

const added: Readonly<Record<string, string>> = {
  customer: 'から連絡がありました',
  reply: 'が返信しました',
  note: 'が内部メモを追加しました',
  system: 'が記録を残しました',
  resolution: 'が解決のお知らせを送信しました',
  hold: 'が保留のお知らせを送信しました',
}

/** What this ticket is to the other one. */
const linked: Readonly<Record<string, string>> = {
  related: '関連',
  duplicate_of: '重複',
  duplicated_by: '重複元',
  parent: '親',
  child: '子',
}

export const japanese: EventSentences = {
  'ticket.split': ({ who, ticket }, data) =>
    `${who}がこのチケットのメッセージ${say(data.messages)}件から${ticket(data.made)}を作成しました`,
  'ticket.split_from': ({ who, ticket }, data) =>
    `${who}が${ticket(data.source)}のメッセージ${say(data.messages)}件からこのチケットを作成しました`,
  'ticket.unsplit': ({ who, ticket }, data) => `${who}が${ticket(data.made)}のメッセージを元に戻しました`,
  'ticket.linked': ({ who, ticket }, data) => `${who}が${ticket(data.other)}と関連付けました（${linked[say(data.kind)] ?? '関連'}）`,
  'ticket.unlinked': ({ who, ticket }, data) =>
    `${who}が${ticket(data.other)}との関連付けを解除しました（${linked[say(data.kind)] ?? '関連'}）`,
  'ticket.transferred': ({ who, ticket }, data) => `${who}がチケットを別のデスクに転送しました（${ticket(data.issue)}）`,
  'ticket.transferred_from': ({ who, ticket }, data) => `${who}が${ticket(data.origin)}から転送しました`,
  'ticket.transfer_finished': ({ ticket }, data) => `転送先で${ticket(data.issue)}の対応が完了しました`,
  'ticket.guide_requested': ({ who, ticket }, data) =>
    data.issue
      ? `${who}が${ticket(data.issue)}からお客様への案内を依頼しました`
      : `${who}が${ticket(data.origin)}のお客様への案内を依頼しました`,
  'ticket.guide_ended': ({ who }, data) =>
    data.how === 'told' ? `${who}がお客様へ案内済みにしました` : `${who}が依頼された内容をお客様に案内しました`,
  'ticket.created': ({ who }, data) => `${who}がチケットを作成しました（${word(data.channel)}）`,
  'message.added': ({ who }, data) => `${who}${added[say(data.kind)] ?? 'が投稿しました'}`,
  'message.released': () => '返信が送信されました',
  'message.returned_to_draft': (_, data) => `送信待ちの返信が下書きに戻りました（${word(data.reason)}）`,
  'message.withdrawn': ({ who }) => `${who}が送信前の返信を取り下げました`,
  'message.forwarded': ({ who }) => `${who}がメッセージを転送しました`,
  'message.mentioned': ({ who }, data) =>
    `${who}がメモで${Array.isArray(data.agents) && data.agents.length > 1 ? `${data.agents.length}人` : 'メンバー'}をメンションしました`,
  'message.accepted': ({ who }) => `${who}がメッセージを承認し、やり取りに加えました`,
  'message.moved': ({ who, ticket }, data) =>
    data.to ? `${who}がメッセージを${ticket(data.to)}へ移動しました` : `${who}がメッセージを${ticket(data.from)}からここへ移動しました`,
  'message.delivery_changed': (_, data) => `メールの配信状況：${word(data.state)}`,
  'ticket.status_changed': ({ who, status }, data) => {
    if (data.event === 'reopen') return `${who}がチケットを再開しました（${status(data.from)} → ${status(data.to)}）`
    const reason = because[say(data.event)]
    return `${reason ? `${reason}、` : ''}${who}がステータスを「${status(data.from)}」から「${status(data.to)}」に変更しました`
  },
  'ticket.assigned': ({ who, person, team }, data) =>
    `${who}がチケットを${person(data.agent)}${data.team ? `（${team(data.team)}）` : ''}に割り当てました`,
  'ticket.unassigned': ({ who, person }, data) => `${who}が${person(data.former)}を担当から外しました`,
  'ticket.team_changed': ({ who, team }, data) =>
    data.team === null ? `${who}がチームへの割り当てを外しました` : `${who}がチケットをチーム「${team(data.team)}」に割り当てました`,
  'ticket.title_changed': ({ who }, _, details) =>
    `${who}が件名を${details.to ? `「${say(details.from)}」から「${say(details.to)}」に` : ''}変更しました`,
  'ticket.type_changed': ({ who, item }, data) => `${who}が種類を「${item(data.from)}」から「${item(data.to)}」に変更しました`,
  'ticket.priority_changed': ({ who }, data) => `${who}が優先度を「${word(data.from)}」から「${word(data.to)}」に変更しました`,
  'ticket.internal_changed': ({ who }, data) =>
    data.internal ? `${who}がチケットを内部限定にしました` : `${who}がチケットをお客様に公開しました`,
  'ticket.label_added': ({ who, label }, data) => `${who}がラベル「${label(data.label)}」を追加しました`,
  'ticket.label_removed': ({ who, label }, data) => `${who}がラベル「${label(data.label)}」を外しました`,
  'ticket.snoozed': ({ who }, data) => `${who}がチケットを${say(data.until)}までスヌーズしました`,
  'ticket.woke': (_, data) => `チケットのスヌーズが解除されました（${word(data.why)}）`,
  'ticket.escalated': ({ who }, data, details) =>
    `${who}がチケットを優先度「${word(data.from)}」からエスカレーションしました${details.reason ? `：${say(details.reason)}` : ''}`,
  'ticket.resolved': ({ who }, data) => `${who}がチケットを解決しました${data.score ? `（評価 ${say(data.score)}）` : ''}`,
  'ticket.resolved_internally': ({ who }, data) =>
    `${who}がチケットを内部で解決しました（${data.reason === 'phone' ? '電話で対応済み' : word(data.reason)}）`,
  'ticket.held': ({ who }) => `${who}がチケットを保留にしました`,
  'ticket.closure_scheduled': ({ who }, data) => `${who}が${say(data.at)}の終了を予約しました`,
  'ticket.deletion_scheduled': ({ who }, data) => `${who}が${say(data.at)}の削除を予約しました`,
  'ticket.deletion_cancelled': ({ who }) => `${who}が削除の予約を取り消しました`,
  'ticket.merged': ({ who, ticket }, data) => `${who}が${ticket(data.duplicate)}をこのチケットに統合しました`,
  'ticket.merged_into': ({ who, ticket }, data) => `${who}がこのチケットを${ticket(data.primary)}に統合しました`,
  'ticket.unmerged': ({ who, ticket }, data) => `${who}が${ticket(data.duplicate ?? data.primary)}との統合を取り消しました`,
  'ticket.spam_marked': ({ who }) => `${who}がチケットを迷惑メールフォルダーに移動しました`,
  'ticket.spam_cleared': ({ who }) => `${who}が迷惑メールを解除しました`,
  'ticket.archived': ({ who }) => `${who}がチケットをアーカイブしました`,
  'ticket.unarchived': ({ who }) => `${who}がチケットをアーカイブから戻しました`,
  'ticket.trashed': ({ who }, data) => (data.scheduled ? '予約どおりにチケットが削除されました' : `${who}がチケットを削除しました`),
  'ticket.restored': ({ who }) => `${who}がチケットを元に戻しました`,
  'ticket.purged': ({ who }) => `${who}がチケットを完全に削除しました`,
  'ticket.lifecycle_changed': () => 'チケットがライフサイクルの別のバージョンに移行しました',
  'message.masked': ({ who }, data) =>
    data.everywhere ? `${who}がチケット全体の語句をマスクしました（${say(data.count)}か所）` : `${who}がメッセージの語句をマスクしました`,
  'message.unmasked': ({ who }, data) => {
    if (data.looked) return `${who}がメッセージのマスクされた語句を表示しました`
    return `${who}がマスクを解除しました${Number(data.count) > 1 ? `（${say(data.count)}か所）` : ''}`
  },
  'ticket.description_changed': ({ who }, _, details) =>
    `${who}が内容を変更しました${typeof details.from === 'string' ? `。変更前：「${short(details.from)}」` : ''}`,
  'ticket.inquiry_type_changed': ({ who, item }, data) =>
    `${who}が問い合わせ種別を「${item(data.from)}」から「${item(data.to)}」に変更しました`,
  'ticket.category_changed': ({ who, item }, data) => {
    if (data.to === null) return `${who}がカテゴリー「${item(data.from)}」から外しました`
    if (data.from === null) return `${who}がカテゴリー「${item(data.to)}」に分類しました`
    return `${who}がカテゴリーを「${item(data.from)}」から「${item(data.to)}」に変更しました`
  },
  'ticket.field_changed': ({ who, item }, data, { from, to }) => {
    const field = item(data.field)
    if (from == null && to == null) return `${who}が「${field}」を変更しました`
    if (to == null) return `${who}が「${field}」の値「${short(from)}」を消しました`
    if (from == null) return `${who}が「${field}」に「${short(to)}」を設定しました`
    return `${who}が「${field}」を「${short(from)}」から「${short(to)}」に変更しました`
  },
  'ticket.sla_set': (_, data) => {
    if (!data.policyVersion) return 'SLAの対象ではなくなりました'
    const promises = [data.firstDueAt && `初回返信の期限 ${say(data.firstDueAt)}`, data.dueAt && `解決の期限 ${say(data.dueAt)}`].filter(
      Boolean,
    )
    return `SLAが適用されました${promises.length > 0 ? `：${promises.join('、')}` : ''}`
  },
  'ticket.sla_warning': (_, data) => (data.reason === 'first_response' ? '初回返信が遅れています' : '解決までの時間の4分の3を使いました'),
  'ticket.sla_breached': (_, data) => `SLAに違反しました。期限は${say(data.since)}でした`,
  'survey.created': () => '満足度アンケートが作成されました',
  'survey.withdrawn': () => '未回答の満足度アンケートが取り下げられました',
  'tracker.reported': (_, data) => `トラッカーからの報告：${word(data.event)}`,
  'timer.set': (_, data) => `タイマー「${word(data.kind)}」が${say(data.dueAt)}に設定されました`,
  'timer.cleared': (_, data) => `タイマー「${word(data.kind)}」が停止しました`,
}

function word(value: unknown): string {
  return called[say(value)] ?? say(value).replaceAll('_', ' ')
}
