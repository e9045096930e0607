import type { tickets as japanese } from '../ja/tickets.ts'

export const tickets: Record<keyof typeof japanese, string> = {
  // Tickets and messages
  '“{1}” needs the permission {2}. An admin can grant it.': '“{1}”에는 {2} 권한이 필요해요. 관리자가 권한을 줄 수 있어요.',
  '“{1}” is not possible: {2}': '“{1}” 작업을 할 수 없어요. {2}',
  'This is not possible: {1}': '할 수 없는 작업이에요. {1}',
  'On this desk a ticket is of whoever writes first. Hand it on afterwards.':
    '이 데스크에서는 먼저 쓴 사람이 티켓을 담당해요. 그다음에 넘겨주세요.',
  'Only a first message of yours can be held back. Say that you write first, or leave that out.':
    '먼저 보내는 메시지만 보내기를 미룰 수 있어요. 먼저 쓴다고 알려 주거나, 미루는 값을 빼 주세요.',
  'Copies go with a first message of yours. Say that you write first, or leave them out.':
    '참조와 숨은 참조는 먼저 연락할 때만 쓸 수 있어요. ‘먼저 연락하기’를 선택하거나 받는 사람을 비워 두세요.',
  'Write the first message.': '첫 메시지를 입력하세요.',
  'An internal ticket mails nobody. Take the mark away, or write a note instead.':
    '내부 티켓에서는 아무에게도 메일을 보내지 않아요. 내부 표시를 없애거나 메모를 남기세요.',
  'This desk has no mail address to write from. Add one in the settings, or choose another desk.':
    '이 데스크에는 보내는 메일 주소가 없어요. 설정에서 추가하거나 다른 데스크를 선택하세요.',
  '“Take” is not possible: you have this ticket already.': '이미 이 티켓을 맡고 있어요.',
  '“Take” is not possible: somebody else has this ticket. Use Assign to change that.':
    '다른 사람이 맡고 있는 티켓이에요. 담당자를 바꾸려면 “배정”을 사용하세요.',
  '“Unassign” is not possible: nobody has this ticket.': '담당자가 없는 티켓이에요.',
  '“Escalate” is not possible on a ticket that is resolved or closed. Reopen it first.':
    '해결되거나 종료된 티켓은 에스컬레이션할 수 없어요. 먼저 다시 여세요.',
  '“Escalate” is not possible: the ticket is urgent already.': '이미 긴급 티켓이에요.',
  'the ticket was merged into another one. Work on that one.': '다른 티켓에 병합된 티켓이에요. 그 티켓에서 처리하세요.',
  'the ticket is in the trash. Restore it first.': '휴지통에 있는 티켓이에요. 먼저 복원하세요.',
  'the ticket is in the spam folder. Mark it as not spam first.': '스팸함에 있는 티켓이에요. 먼저 스팸을 해제하세요.',
  'only a ticket among the active ones can be put away.': '진행 중인 티켓만 미룰 수 있어요.',
  'the ticket is scheduled for deletion. Cancel the deletion first.': '삭제가 예약된 티켓이에요. 먼저 삭제 예약을 취소하세요.',
  'Several teams are possible: {1}. Name the one that takes the ticket.': '여러 팀이 가능해요: {1}. 티켓을 맡을 팀을 선택하세요.',
  'Somebody else': '다른 사람',
  '{1} has this ticket.': '{1} 님이 이 티켓을 맡고 있어요.',
  'Somebody else has this ticket.': '다른 사람이 이 티켓을 맡고 있어요.',
  'Name an agent or a team.': '상담원이나 팀을 선택하세요.',
  'There is no such agent.': '그런 상담원이 없어요.',
  'The agent is not in this team.': '그 상담원은 이 팀에 속해 있지 않아요.',
  'There is no such team.': '그런 팀이 없어요.',
  'One of the labels does not exist.': '없는 라벨이 있어요.',
  'One of the labels does not exist. An admin can make it in the settings.': '없는 라벨이 있어요. 관리자가 설정에서 만들 수 있어요.',
  'A ticket cannot be merged into itself.': '티켓을 자기 자신에게 병합할 수 없어요.',
  'This merge was taken back already.': '이미 되돌린 병합이에요.',
  'A merge can be taken back within {1} hours.': '병합은 {1}시간 안에만 되돌릴 수 있어요.',
  '{1} was merged into another ticket since. Take that back first.':
    '{1} 티켓은 그 뒤에 다른 티켓에 병합됐어요. 먼저 그 병합을 되돌리세요.',
  '{1} was merged into another ticket already.': '{1} 티켓은 이미 다른 티켓에 병합됐어요.',
  '{1} was merged into another ticket. Merge into that one.': '{1} 티켓은 다른 티켓에 병합됐어요. 그 티켓에 병합하세요.',
  'A ticket in the trash cannot be merged. Restore it first.': '휴지통의 티켓은 병합할 수 없어요. 먼저 복원하세요.',
  'A ticket in the spam folder cannot be merged. Mark it as not spam first.': '스팸함의 티켓은 병합할 수 없어요. 먼저 스팸을 해제하세요.',
  'The ticket has no contact: say who wrote.': '이 티켓에는 고객이 없어요. 누가 썼는지 지정하세요.',
  'Write something, or attach a file.': '내용을 입력하거나 파일을 첨부하세요.',
  'One of the attachments is not yours to send, or was sent already. Attach it again.':
    '보낼 수 없거나 이미 보낸 첨부 파일이 있어요. 다시 첨부하세요.',
  'This message is part of the conversation already.': '이미 대화에 포함된 메시지예요.',
  'Only what customers wrote can be moved.': '고객이 쓴 메시지만 옮길 수 있어요.',
  'The message is on this ticket already.': '이미 이 티켓에 있는 메시지예요.',
  'Some tickets came meanwhile into statuses that have no place in the new version, and stayed as they are: {1}. Say where these go, and start again.':
    '새 버전에 없는 상태로 바뀐 티켓이 있어 그대로 남았어요: {1}. 옮길 상태를 정하고 다시 시작해 주세요.',
  'This message was moved to another ticket meanwhile. Reload.': '이 메시지는 그사이 다른 티켓으로 옮겨졌어요. 새로고침해 주세요.',
  'That ticket was merged into another one. Move it there.': '그 티켓은 다른 티켓에 병합됐어요. 그 티켓으로 옮기세요.',
  'Say how it was resolved: this desk asks for a resolution text.': '이 데스크에서는 해결 내용이 필요해요. 어떻게 해결했는지 적어 주세요.',
  'That time is past. Choose one to come.': '이미 지난 시각이에요. 앞으로의 시각을 선택하세요.',
  'Say whom the first message goes to.': '첫 메시지를 누구에게 보낼지 지정하세요.',
  'This message was sent already and cannot be taken back.': '이미 보낸 메시지라 취소할 수 없어요.',
  'A deletion of this ticket is scheduled already. Cancel it first.': '이미 삭제가 예약된 티켓이에요. 먼저 예약을 취소하세요.',
  'Only a ticket in the trash can be deleted for good.': '휴지통에 있는 티켓만 영구 삭제할 수 있어요.',
  '{1} is not a time zone; use a name like Europe/Berlin.': '{1}: 시간대가 아니에요. Asia/Seoul 같은 이름을 사용하세요.',
  'Give a time, or one of {1}.': '시각이나 다음 중 하나를 지정하세요: {1}.',
  'A ticket can be put away for three years at most.': '티켓은 최대 3년까지 미룰 수 있어요.',
  'A reply can be held back for a year at most.': '답장은 최대 1년까지 늦춰 보낼 수 있어요.',
  'There is no file in the request.': '요청에 파일이 없어요.',
  'This mail was sent, or is being sent right now.': '이미 보냈거나 지금 보내는 중인 메일이에요.',
  'The mail was not taken: {1}': '메일을 받아 주지 않았어요: {1}',

  // Why a mail is in its ticket
  '{1}, and its sender takes part there.': '{1}. 보낸 사람이 그 티켓에 참여하고 있어요.',
  '{1}, and the sender’s domain vouches for it.': '{1}. 보낸 사람의 도메인이 이 메일을 인증했어요.',
  '{1}, but the domain of {2} says that this mail is not from there.': '{1}. 하지만 {2}의 도메인이 이 메일을 인증하지 않았어요.',
  '{1}, but its sender no longer takes part there, so it became a new ticket linked to it.':
    '{1}. 보낸 사람이 더 이상 참여하지 않아 연결된 새 티켓이 됐어요.',
  '{1}, but its sender no longer takes part there.': '{1}. 하지만 보낸 사람이 더 이상 참여하지 않아요.',
  '{1}, but {2} does not take part there.': '{1}. 하지만 {2} 님은 그 티켓에 참여하지 않아요.',
  'Possibly belongs to {1}: {2}, but nothing proves that it comes from {3}.':
    '{1} 티켓에 속할 수 있어요. {2}. 하지만 {3}에게서 왔다는 것은 확인하지 못했어요.',
  'It came to the reply address of {1}': '{1} 티켓의 회신 주소로 왔어요',
  'It answers a mail of ours on {1}': '{1} 티켓에서 보낸 메일의 답장이에요',
  'Its subject names {1}': '제목에 {1} 번호가 있어요',
  'its subject names {1}': '제목에 {1} 번호가 있어요',
  'It answers an earlier mail of the same sender on {1}': '{1} 티켓에 있는 같은 사람의 이전 메일에 이어진 메일이에요',
  'it answers an earlier mail of the same sender on {1}': '{1} 티켓에 있는 같은 사람의 이전 메일에 이어진 메일이에요',
  'its sender': '보낸 사람',
  'Parts of this mail were too large to show; the original mail has them.':
    '너무 커서 보여 줄 수 없는 부분이 있어요. 원본 메일에는 들어 있어요.',
  'It passes on a mail of {1}.': '{1}의 메일을 전달한 메일이에요.',
  'It was brought in through the API.': 'API로 들어온 메시지예요.',
  'The sender could not be proved: the mail fails the checks its domain asks for.':
    '보낸 사람을 확인하지 못했어요. 도메인이 요구하는 검증을 통과하지 못한 메일이에요.',
  'Nobody was told of it and nothing was changed.': '아무에게도 알리지 않았고 변경된 것도 없어요.',
  'This came from somebody who does not take part in this ticket.': '이 티켓에 참여하지 않는 사람이 보낸 메시지예요.',
  'Accept it to make it part of the conversation.': '수락하면 대화에 포함돼요.',

  // Tickets handed on
  'The ticket is on this desk already. Choose another one.': '티켓이 이미 이 데스크에 있어요. 다른 데스크를 선택하세요.',
  'desk: takes no tickets from other desks. An admin can change that in its settings.':
    '이 데스크는 다른 데스크의 이관을 받지 않아요. 관리자가 데스크 설정에서 바꿀 수 있어요.',
  'takes no tickets from other desks': '다른 데스크의 이관을 받지 않아요',
  'One of the attachments is not on this ticket.': '첨부 파일 중 하나가 이 티켓에 없어요.',
  'This ticket was not transferred by another desk: there is no customer to be told.':
    '다른 데스크에서 이관된 티켓이 아니라서 안내할 고객이 없어요.',
  'The customer’s ticket is closed. Nobody writes to the customer there any more.':
    '고객의 티켓이 종료되어 더 이상 안내를 요청할 수 없어요.',
  'Nobody asked to tell this customer something, or they were told already.': '고객 안내를 요청받지 않았거나 이미 안내했어요.',

  // Writing
  'Only who wrote a reply can send it. You may take it back.': '답장은 쓴 사람만 보낼 수 있어요. 취소할 수는 있어요.',
  'This message was sent already, or taken back.': '이 메시지는 이미 전송됐거나 취소됐어요.',
  'There is no status “{1}” in this lifecycle.': '이 라이프사이클에는 ‘{1}’ 상태가 없어요.',
  'Say to whom this message is forwarded.': '메시지를 전달할 사람을 지정해 주세요.',
  'What is forwarded resolves nothing. Reply to the customer for that.':
    '전달로는 티켓을 해결할 수 없어요. 해결하려면 고객에게 답장해 주세요.',
  'This message is not on this ticket.': '이 메시지는 이 티켓에 있지 않아요.',
  'Only a note calls colleagues: a reply goes to the customer.': '멘션은 메모에서만 할 수 있어요. 답장은 고객에게 전달돼요.',
  'Another draft of yours is kept here by now. Put both together, and keep that.':
    '이미 저장된 다른 임시 저장 내용이 있어요. 두 내용을 합쳐서 저장해 주세요.',
}
