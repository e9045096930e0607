import { type EventSentences, say, short } from './event-names.ts'

const because: Readonly<Record<string, string>> = {
  agent_replied: '답장으로',
  customer_replied: '고객이 연락해서',
  assigned: '배정으로',
  unassigned: '담당자가 없어서',
  assignee_left: '담당자가 자리를 비워서',
  idle_due: '고객의 응답이 없어서',
  return_due: '정한 시간이 지나서',
  closure_due: '예약에 따라',
  merged_away: '병합으로',
  deletion_scheduled: '삭제 예약으로',
  request_closure: '고객의 요청으로',
  reopen: '다시 열어서',
  lifecycle_changed: '라이프사이클의 새 버전으로',
  unmerged: '병합을 되돌려서',
  transfer_finished: '이관받은 데스크의 처리 완료로',
}

/** Keys that are kept in events, as people read them. */
const called: Readonly<Record<string, string>> = {
  low: '낮음',
  normal: '보통',
  high: '높음',
  urgent: '긴급',
  support_ticket: '문의',
  customer_request: '고객 요청',
  bug_report: '버그 신고',
  feature_request: '기능 요청',
  mail: '메일',
  email: '메일',
  portal: '포털',
  phone: '전화',
  chat: '채팅',
  widget: '위젯',
  spam: '스팸',
  abusive: '부적절한 내용',
  test: '테스트',
  other: '기타',
  time: '정한 시각이 됨',
  customer_wrote: '고객이 연락함',
  by_hand: '직접 해제',
  waiting: '대기 중',
  sending: '전송 중',
  sent: '전송됨',
  failed: '실패',
  uncertain: '알 수 없음',
  suppressed: '전송 안 함',
  created: '작업 생성',
  progressed: '작업 시작',
  finished: '작업 완료',
  snooze: '미루기',
  closure: '종료',
  deletion: '삭제',
  idle: '응답 대기',
  return: '대기열로 복귀',
}

const added: Readonly<Record<string, string>> = {
  customer: '메시지를 보냈어요',
  reply: '답장했어요',
  note: '내부 메모를 추가했어요',
  system: '기록을 남겼어요',
  resolution: '해결 안내를 보냈어요',
  hold: '보류 안내를 보냈어요',
}

/** What this ticket is to the other one. */
const linked: Readonly<Record<string, string>> = {
  related: '관련',
  duplicate_of: '중복',
  duplicated_by: '중복의 원본',
  parent: '상위',
  child: '하위',
}

export const korean: EventSentences = {
  'ticket.split': ({ who, ticket }, data) => `${who}이 이 티켓의 메시지 ${say(data.messages)}개로 ${ticket(data.made)} 티켓을 만들었어요`,
  'ticket.split_from': ({ who, ticket }, data) =>
    `${who}이 ${ticket(data.source)} 티켓의 메시지 ${say(data.messages)}개로 이 티켓을 만들었어요`,
  'ticket.unsplit': ({ who, ticket }, data) => `${who}이 ${ticket(data.made)} 티켓의 메시지를 되돌렸어요`,
  'ticket.linked': ({ who, ticket }, data) => `${who}이 ${ticket(data.other)} 티켓과 연결했어요 (${linked[say(data.kind)] ?? '관련'})`,
  'ticket.unlinked': ({ who, ticket }, data) =>
    `${who}이 ${ticket(data.other)} 티켓과의 연결을 해제했어요 (${linked[say(data.kind)] ?? '관련'})`,
  'ticket.transferred': ({ who, ticket }, data) => `${subject(who)} 티켓을 다른 데스크로 이관했어요(${ticket(data.issue)} 티켓)`,
  'ticket.transferred_from': ({ who, ticket }, data) => `${subject(who)} ${ticket(data.origin)} 티켓에서 이관했어요`,
  'ticket.transfer_finished': ({ ticket }, data) => `이관받은 데스크에서 ${ticket(data.issue)} 티켓의 처리를 마쳤어요`,
  'ticket.guide_requested': ({ who, ticket }, data) =>
    data.issue
      ? `${subject(who)} ${ticket(data.issue)} 티켓에서 고객 안내를 요청했어요`
      : `${subject(who)} ${ticket(data.origin)} 티켓의 고객 안내를 요청했어요`,
  'ticket.guide_ended': ({ who }, data) =>
    data.how === 'told' ? `${subject(who)} 고객에게 안내했다고 표시했어요` : `${subject(who)} 요청받은 내용을 고객에게 안내했어요`,
  'ticket.created': ({ who }, data) => `${subject(who)} 티켓을 만들었어요(${word(data.channel)})`,
  'message.added': ({ who }, data) => `${subject(who)} ${added[say(data.kind)] ?? '글을 남겼어요'}`,
  'message.released': () => '답장을 보냈어요',
  'message.returned_to_draft': (_, data) => `전송 대기 중이던 답장이 임시 저장으로 돌아갔어요(${word(data.reason)})`,
  'message.withdrawn': ({ who }) => `${subject(who)} 보내기 전의 답장을 취소했어요`,
  'message.forwarded': ({ who }) => `${subject(who)} 메시지를 전달했어요`,
  'message.mentioned': ({ who }, data) =>
    `${subject(who)} 메모에서 ${Array.isArray(data.agents) && data.agents.length > 1 ? `동료 ${data.agents.length}명` : '동료'}을 언급했어요`,
  'message.accepted': ({ who }) => `${subject(who)} 메시지를 수락해 대화에 포함했어요`,
  'message.moved': ({ who, ticket }, data) =>
    data.to
      ? `${subject(who)} 메시지를 ${ticket(data.to)} 티켓으로 옮겼어요`
      : `${subject(who)} ${ticket(data.from)} 티켓의 메시지를 여기로 옮겼어요`,
  'message.delivery_changed': (_, data) => `메일 전송 상태: ${word(data.state)}`,
  'ticket.status_changed': ({ who, status }, data) => {
    if (data.event === 'reopen') return `${subject(who)} 티켓을 다시 열었어요(${status(data.from)} → ${status(data.to)})`
    const reason = because[say(data.event)]
    return `${reason ? `${reason} ` : ''}${subject(who)} 상태를 “${status(data.from)}”에서 “${status(data.to)}” 상태로 바꿨어요`
  },
  'ticket.assigned': ({ who, person, team }, data) =>
    `${subject(who)} 티켓을 ${person(data.agent)}${data.team ? `(${team(data.team)})` : ''}에게 배정했어요`,
  'ticket.unassigned': ({ who, person }, data) => `${subject(who)} ${person(data.former)}의 배정을 해제했어요`,
  'ticket.team_changed': ({ who, team }, data) =>
    data.team === null ? `${subject(who)} 팀 배정을 해제했어요` : `${subject(who)} 티켓을 “${team(data.team)}” 팀에 배정했어요`,
  'ticket.title_changed': ({ who }, _, details) =>
    `${subject(who)} 제목을 ${details.to ? `“${say(details.from)}”에서 “${say(details.to)}” 제목으로 ` : ''}바꿨어요`,
  'ticket.type_changed': ({ who, item }, data) => `${subject(who)} 유형을 “${item(data.from)}”에서 “${item(data.to)}” 유형으로 바꿨어요`,
  'ticket.priority_changed': ({ who }, data) => `${subject(who)} 우선순위를 “${word(data.from)}”에서 “${word(data.to)}” 단계로 바꿨어요`,
  'ticket.internal_changed': ({ who }, data) =>
    data.internal ? `${subject(who)} 티켓을 내부용으로 바꿨어요` : `${subject(who)} 티켓을 고객에게 공개했어요`,
  'ticket.label_added': ({ who, label }, data) => `${subject(who)} “${label(data.label)}” 라벨을 추가했어요`,
  'ticket.label_removed': ({ who, label }, data) => `${subject(who)} “${label(data.label)}” 라벨을 뺐어요`,
  'ticket.snoozed': ({ who }, data) => `${subject(who)} 티켓을 ${say(data.until)}까지 미뤘어요`,
  'ticket.woke': (_, data) => `미룬 티켓이 돌아왔어요(${word(data.why)})`,
  'ticket.escalated': ({ who }, data, details) =>
    `${subject(who)} 우선순위 “${word(data.from)}” 티켓을 에스컬레이션했어요${details.reason ? `: ${say(details.reason)}` : ''}`,
  'ticket.resolved': ({ who }, data) => `${subject(who)} 티켓을 해결했어요${data.score ? `(평점 ${say(data.score)})` : ''}`,
  'ticket.resolved_internally': ({ who }, data) =>
    `${subject(who)} 티켓을 내부 해결했어요(${data.reason === 'phone' ? '전화로 처리함' : word(data.reason)})`,
  'ticket.held': ({ who }) => `${subject(who)} 티켓을 보류했어요`,
  'ticket.closure_scheduled': ({ who }, data) => `${subject(who)} ${say(data.at)}에 종료하도록 예약했어요`,
  'ticket.deletion_scheduled': ({ who }, data) => `${subject(who)} ${say(data.at)}에 삭제하도록 예약했어요`,
  'ticket.deletion_cancelled': ({ who }) => `${subject(who)} 삭제 예약을 취소했어요`,
  'ticket.merged': ({ who, ticket }, data) => `${subject(who)} ${ticket(data.duplicate)} 티켓을 이 티켓에 병합했어요`,
  'ticket.merged_into': ({ who, ticket }, data) => `${subject(who)} 이 티켓을 ${ticket(data.primary)} 티켓에 병합했어요`,
  'ticket.unmerged': ({ who, ticket }, data) => `${subject(who)} ${ticket(data.duplicate ?? data.primary)} 티켓의 병합을 되돌렸어요`,
  'ticket.spam_marked': ({ who }) => `${subject(who)} 티켓을 스팸함으로 옮겼어요`,
  'ticket.spam_cleared': ({ who }) => `${subject(who)} 스팸을 해제했어요`,
  'ticket.archived': ({ who }) => `${subject(who)} 티켓을 보관했어요`,
  'ticket.unarchived': ({ who }) => `${subject(who)} 보관을 해제했어요`,
  'ticket.trashed': ({ who }, data) => (data.scheduled ? '예약에 따라 티켓이 삭제됐어요' : `${subject(who)} 티켓을 삭제했어요`),
  'ticket.restored': ({ who }) => `${subject(who)} 티켓을 복원했어요`,
  'ticket.purged': ({ who }) => `${subject(who)} 티켓을 영구 삭제했어요`,
  'ticket.lifecycle_changed': () => '티켓이 라이프사이클의 다른 버전으로 옮겨졌어요',
  'message.masked': ({ who }, data) =>
    data.everywhere ? `${subject(who)} 티켓 전체에서 단어를 가렸어요(${say(data.count)}곳)` : `${subject(who)} 메시지의 단어를 가렸어요`,
  'message.unmasked': ({ who }, data) => {
    if (data.looked) return `${subject(who)} 메시지의 가려진 단어를 봤어요`
    return `${subject(who)} 가리기를 해제했어요${Number(data.count) > 1 ? `(${say(data.count)}곳)` : ''}`
  },
  'ticket.description_changed': ({ who }, _, details) =>
    `${subject(who)} 내용을 바꿨어요${typeof details.from === 'string' ? `. 이전 내용: “${short(details.from)}”` : ''}`,
  'ticket.inquiry_type_changed': ({ who, item }, data) =>
    `${subject(who)} 문의 유형을 “${item(data.from)}”에서 “${item(data.to)}” 유형으로 바꿨어요`,
  'ticket.category_changed': ({ who, item }, data) => {
    if (data.to === null) return `${subject(who)} “${item(data.from)}” 카테고리에서 뺐어요`
    if (data.from === null) return `${subject(who)} “${item(data.to)}” 카테고리에 넣었어요`
    return `${subject(who)} 카테고리를 “${item(data.from)}”에서 “${item(data.to)}” 카테고리로 바꿨어요`
  },
  'ticket.field_changed': ({ who, item }, data, { from, to }) => {
    const field = item(data.field)
    if (from == null && to == null) return `${subject(who)} “${field}” 항목을 바꿨어요`
    if (to == null) return `${subject(who)} “${field}” 항목의 값 “${short(from)}”을(를) 지웠어요`
    if (from == null) return `${subject(who)} “${field}” 항목에 “${short(to)}” 값을 넣었어요`
    return `${subject(who)} “${field}” 항목을 “${short(from)}”에서 “${short(to)}” 값으로 바꿨어요`
  },
  'ticket.sla_set': (_, data) => {
    if (!data.policyVersion) return '더 이상 SLA가 적용되지 않아요'
    const promises = [data.firstDueAt && `첫 답장 기한 ${say(data.firstDueAt)}`, data.dueAt && `해결 기한 ${say(data.dueAt)}`].filter(
      Boolean,
    )
    return `SLA가 적용됐어요${promises.length > 0 ? `: ${promises.join(', ')}` : ''}`
  },
  'ticket.sla_warning': (_, data) =>
    data.reason === 'first_response' ? '첫 답장이 늦어지고 있어요' : '해결까지 남은 시간의 4분의 3을 썼어요',
  'ticket.sla_breached': (_, data) => `SLA를 위반했어요. 기한은 ${say(data.since)}였어요`,
  'survey.created': () => '만족도 설문을 만들었어요',
  'survey.withdrawn': () => '답하지 않은 만족도 설문을 거둬들였어요',
  'tracker.reported': (_, data) => `트래커 보고: ${word(data.event)}`,
  'timer.set': (_, data) => `“${word(data.kind)}” 타이머를 ${say(data.dueAt)}에 맞췄어요`,
  'timer.cleared': (_, data) => `“${word(data.kind)}” 타이머를 멈췄어요`,
}

function word(value: unknown): string {
  return called[say(value)] ?? say(value).replaceAll('_', ' ')
}

/** Whoever did it, with the particle that the last syllable asks for. People are 님; what is written in other letters takes both. */
function subject(who: string): string {
  const last = who.charCodeAt(who.length - 1)
  if (last < 0xac00 || last > 0xd7a3) return who === 'Statedesk' ? 'Statedesk가' : `${who}이(가)`
  return (last - 0xac00) % 28 === 0 ? `${who}가` : `${who}이`
}
