import type { manyTickets as japanese } from '../ja/many-tickets.ts'

export const manyTickets: Record<keyof typeof japanese, string> = {
  'There is nothing here, or you may not see it.': '여기에 아무것도 없거나 볼 수 있는 권한이 없어요.',
  '{1} of your bulk changes are running already. Wait until one has ended.':
    '일괄 변경을 이미 {1}건 실행하고 있어요. 하나가 끝날 때까지 기다려 주세요.',
  'These are more than {1} tickets. Narrow the list with a filter, and do the rest after.':
    '티켓이 {1}개를 넘어요. 필터로 목록을 좁히고 나머지는 나중에 하세요.',
  'No ticket matches any more. Reload the list.': '이제 일치하는 티켓이 없어요. 목록을 새로 고치세요.',
  'Name a label to put on or to take off.': '붙이거나 뗄 라벨을 지정하세요.',
  'A label cannot be put on and taken off at once.': '같은 라벨을 동시에 붙이고 뗄 수 없어요.',
  'Give a time, or one of the presets.': '시각이나 준비된 기간을 지정하세요.',
  'This cannot be taken back.': '되돌릴 수 없어요.',
  'It is still running. Cancel it first, or wait until it has ended.': '아직 실행 중이에요. 먼저 취소하거나 끝날 때까지 기다려 주세요.',
  'It was taken back already.': '이미 되돌렸어요.',
  'It can be taken back within {1} hours.': '{1}시간 안에만 되돌릴 수 있어요.',
  'Somebody changed this since. It was left as it is.': '그 뒤에 다른 사람이 변경해서 그대로 두었어요.',
  'The customer was told of it by mail. Set the status by hand if it has to change.':
    '고객에게 메일로 알렸어요. 바꿔야 한다면 상태를 직접 설정하세요.',
  'A ticket cannot be linked to itself.': '티켓을 자기 자신과 연결할 수 없어요.',
  'These tickets are linked in this way already.': '이 티켓들은 이미 같은 방식으로 연결되어 있어요.',
  '{1} was merged into another ticket. Link that one.': '{1} 티켓은 다른 티켓에 병합됐어요. 그 티켓과 연결하세요.',
  '{1} is in the trash. Restore it first.': '{1} 티켓은 휴지통에 있어요. 먼저 복원하세요.',
  'This would close a circle: the parent is already part of the child.': '상위 티켓이 이미 하위 티켓에 속해 있어 서로 맞물리게 돼요.',
  'Tickets can stand {1} levels deep at most.': '티켓은 최대 {1}단계까지 이어질 수 있어요.',
  '{1} has {2} links already. Take one away first.': '{1} 티켓에는 이미 연결이 {2}개 있어요. 먼저 하나를 해제하세요.',
  '{1} has a parent already. Take that link away first.': '{1} 티켓에는 이미 상위 티켓이 있어요. 먼저 그 연결을 해제하세요.',
  'These words were changed since they were masked, so that the mask fits them no longer.': '가린 뒤에 글이 바뀌어 더 이상 맞지 않아요.',
  'This desk asks for a resolution text. Say how it was resolved.': '이 데스크에서는 해결 내용이 필요해요. 어떻게 해결했는지 적어 주세요.',
  'This desk files every ticket before it is resolved. Name a category.':
    '이 데스크에서는 해결하기 전에 카테고리를 정해요. 카테고리를 지정하세요.',
  'A ticket carries {1} labels at most.': '티켓 하나에 라벨은 최대 {1}개예요.',
  'A reply that is held back cannot move. Take it back, or wait until it was sent.':
    '전송 대기 중인 답장은 옮길 수 없어요. 취소하거나 보낼 때까지 기다려 주세요.',
  'Nothing would be left here. Leave at least one message, or change the title instead.':
    '여기에 아무것도 남지 않아요. 메시지를 하나 이상 남기거나 대신 제목을 바꾸세요.',
  'This split was taken back already.': '이미 되돌린 분리예요.',
  'A split can be taken back within {1} hours.': '분리는 {1}시간 안에만 되돌릴 수 있어요.',
  'Somebody wrote in {1} since. Merge it into this ticket instead.': '그 뒤에 {1} 티켓에 글이 추가됐어요. 대신 이 티켓에 병합하세요.',
  '{1}. Choose one of the list.': '{1}. 목록에서 선택하세요.',
  '{1} may not be sent from this desk. {2}': '이 데스크에서는 {1}: 보낼 수 없는 표현이에요. {2}',
  'must be ids with commas between': 'ID를 쉼표로 나누어 지정하세요',
  'is not a field': '항목이 아니에요',
  'Somebody else changed which fields this desk offers meanwhile.': '그동안 다른 사람이 이 데스크의 검색 항목을 변경했어요.',
  'is longer than 16,000 characters': '16,000자를 넘었어요',
  'must be two times, the first and the one it ends before': '시작과 끝, 두 시각이어야 해요',
  'must begin before it ends': '시작이 끝보다 앞서야 해요',
}
