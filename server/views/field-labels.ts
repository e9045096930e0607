import type { Label } from '../../lifecycle/index.ts'

export const fieldGroups = ['ticket', 'people', 'customer', 'dates', 'own'] as const
export type FieldGroup = (typeof fieldGroups)[number]

export const lookups = ['agents', 'teams', 'labels', 'desks', 'contacts'] as const
export type Lookup = (typeof lookups)[number]

interface Described {
  readonly label: Label
  readonly group: FieldGroup
  /** Where the ids a field can hold are listed. */
  readonly lookup?: Lookup
}

const words = (en: string, ja: string, ko: string): Label => ({ en, ja, ko })

/** What the fields that every workspace has are called, in the order in which people are offered them. */
export const described: Readonly<Record<string, Described>> = {
  status: { group: 'ticket', label: words('Status', 'ステータス', '상태') },
  category: { group: 'ticket', label: words('Kind of status', 'ステータスの種類', '상태 종류') },
  priority: { group: 'ticket', label: words('Priority', '優先度', '우선순위') },
  type: { group: 'ticket', label: words('Type', '種別', '유형') },
  inquiryType: { group: 'ticket', label: words('Inquiry type', '問い合わせ種別', '문의 유형') },
  processingCategory: { group: 'ticket', label: words('Category', 'カテゴリー', '카테고리') },
  channel: { group: 'ticket', label: words('Channel', 'チャネル', '채널') },
  desk: { group: 'ticket', label: words('Desk', 'デスク', '데스크'), lookup: 'desks' },
  labels: { group: 'ticket', label: words('Labels', 'ラベル', '라벨'), lookup: 'labels' },
  sla: { group: 'ticket', label: words('Service level', 'サービスレベル', '서비스 수준') },
  title: { group: 'ticket', label: words('Title', 'タイトル', '제목') },
  messageCount: { group: 'ticket', label: words('Number of messages', 'メッセージ数', '메시지 수') },
  internal: { group: 'ticket', label: words('Internal', '社内のみ', '내부용') },
  assignee: { group: 'people', label: words('Assignee', '担当者', '담당자'), lookup: 'agents' },
  team: { group: 'people', label: words('Team', 'チーム', '팀'), lookup: 'teams' },
  createdBy: { group: 'people', label: words('Created by', '作成者', '등록한 사람'), lookup: 'agents' },
  resolvedBy: { group: 'people', label: words('Resolved by', '解決した人', '해결한 사람'), lookup: 'agents' },
  contact: { group: 'customer', label: words('Customer', '顧客', '고객'), lookup: 'contacts' },
  contactName: { group: 'customer', label: words('Customer’s name', '顧客名', '고객 이름') },
  contactEmail: { group: 'customer', label: words('Customer’s mail address', '顧客のメールアドレス', '고객 메일 주소') },
  createdAt: { group: 'dates', label: words('Created', '作成日時', '등록 일시') },
  updatedAt: { group: 'dates', label: words('Updated', '更新日時', '수정 일시') },
  lastActivityAt: { group: 'dates', label: words('Last activity', '最終アクティビティ', '마지막 활동') },
  lastCustomerMessageAt: { group: 'dates', label: words('Last customer message', '顧客の最終メッセージ', '고객의 마지막 메시지') },
  firstResponseAt: { group: 'dates', label: words('First response', '初回返信', '첫 응답') },
  resolvedAt: { group: 'dates', label: words('Resolved', '解決日時', '해결 일시') },
  snoozedUntil: { group: 'dates', label: words('Postponed until', '延期の期限', '미룬 시각') },
  guideSince: { group: 'dates', label: words('Customer to be told since', 'お客様への案内待ち', '고객 안내 대기') },
  closureAt: { group: 'dates', label: words('Closes on', '終了予定', '종료 예정') },
}

/** What the choices of those fields are called. */
export const choiceLabels: Readonly<Record<string, Readonly<Record<string, Label>>>> = {
  category: {
    new: words('New', '新規', '신규'),
    open: words('Being worked on', '対応中', '진행 중'),
    waiting: words('Waiting', '待ち', '대기'),
    transferred: words('Transferred', '転送済み', '이관'),
    resolved: words('Resolved', '解決済み', '해결'),
    closed: words('Closed', '終了', '종료'),
  },
  priority: {
    urgent: words('Urgent', '緊急', '긴급'),
    high: words('High', '高', '높음'),
    normal: words('Normal', '通常', '보통'),
    low: words('Low', '低', '낮음'),
  },
  sla: {
    breached: words('Breached', '超過', '초과'),
    warning: words('Warning', '注意', '주의'),
    on_track: words('On track', '順調', '정상'),
    none: words('Nothing promised', '対象外', '대상 아님'),
  },
  channel: {
    mail: words('Mail', 'メール', '메일'),
    portal: words('Portal', 'ポータル', '포털'),
    phone: words('Phone', '電話', '전화'),
    chat: words('Chat', 'チャット', '채팅'),
    widget: words('Widget', 'ウィジェット', '위젯'),
    api: words('API', 'API', 'API'),
    created: words('Created by hand', '手動作成', '직접 등록'),
  },
}

/** A name for what nobody has named yet: `slaState` becomes “Sla state”. */
export function plainLabel(key: string): Label {
  const spaced = key.replace(/([a-z])([A-Z])|[_-]+/g, '$1 $2').toLowerCase()
  const text = spaced.charAt(0).toUpperCase() + spaced.slice(1)
  return { en: text, ja: text, ko: text }
}
