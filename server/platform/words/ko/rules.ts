import type { rules as japanese } from '../ja/rules.ts'

export const rules: Record<keyof typeof japanese, string> = {
  // Forms, hours, service levels, announcements, masking
  'Somebody else changed this announcement meanwhile.': '그동안 다른 사람이 이 공지를 변경했어요.',
  'There are {1} announcements already. Delete one first.': '공지가 이미 {1}개 있어요. 먼저 하나를 삭제하세요.',
  'must be after it begins': '시작보다 뒤여야 해요',
  'is not a desk': '데스크가 아니에요',
  'There are no such business hours.': '그런 업무 시간이 없어요.',
  'Somebody else changed this meanwhile. Look at the change and save again.':
    '그동안 다른 사람이 변경했어요. 변경된 내용을 보고 다시 저장하세요.',
  '“{1}” is there already. Choose another name.': '“{1}” 이름이 이미 있어요. 다른 이름을 선택하세요.',
  'There is a type with the key {1} already.': '키가 {1}인 유형이 이미 있어요.',
  'A desk can have {1} {2}, retired ones included. Bring a retired one back and rename it.':
    '데스크에는 폐지한 것을 포함해 {1}개까지 둘 수 있어요. 폐지한 것을 되살려 이름을 바꿔 사용하세요.',
  'A desk can have {1} {2}. Retire one first.': '데스크에 둘 수 있는 개수는 최대 {1}개예요. 먼저 하나를 사용 중지하세요.',
  'A desk needs at least one type.': '데스크에는 유형이 하나 이상 필요해요.',
  'is not there': '없는 항목이에요',
  'A category cannot lie below itself.': '카테고리를 자기 자신 아래에 둘 수 없어요.',
  'Categories go {1} levels deep. Choose a place further up.': '카테고리는 {1}단계까지예요. 더 위쪽을 선택하세요.',
  'is there already': '이미 있어요',
  'The same was done at the same moment already. Reload, and look at what is there.':
    '같은 작업이 동시에 이루어졌어요. 새로고침해서 지금 내용을 확인해 주세요.',
  'must be a day, as 2026-01-31': '2026-01-31 같은 날짜여야 해요',
  'is not a phone number': '전화번호 형식이 아니에요',
  'is not one of the choices': '선택지에 없어요',
  'must be a list of choices': '선택지 목록이어야 해요',
  'holds something that is not one of the choices': '선택지에 없는 것이 있어요',
  'Name at least one choice.': '선택지를 하나 이상 입력하세요.',
  'This kind of field has no choices.': '이 종류의 항목에는 선택지가 없어요.',
  'A field can have {1} choices, those that were taken away included.': '항목의 선택지는 뺀 것을 포함해 최대 {1}개예요.',
  'Two choices have the same key.': '키가 같은 선택지가 있어요.',
  'Two choices have the same name.': '이름이 같은 선택지가 있어요.',
  'One of the inquiry types is not there.': '없는 문의 유형이 있어요.',
  'must be small letters, digits and underscores': '영어 소문자, 숫자, _만 쓸 수 있어요',
  'Somebody else changed these hours meanwhile. Look at the change and save again.':
    '그동안 다른 사람이 이 업무 시간을 변경했어요. 변경된 내용을 보고 다시 저장하세요.',
  'These desks keep these hours: {1}. Give them other hours first.':
    '다음 데스크가 이 업무 시간을 쓰고 있어요: {1}. 먼저 다른 업무 시간을 정해 주세요.',
  'There are hours named “{1}” already. Choose another name.': '“{1}” 업무 시간이 이미 있어요. 다른 이름을 선택하세요.',
  'There are {1} already. Remove one first.': '이미 {1}개 있어요. 먼저 하나를 삭제하세요.',
  'is not a time like 09:00': '09:00 같은 시각이 아니에요',
  'is not a time like 17:30, or 24:00': '17:30이나 24:00 같은 시각이 아니에요',
  'holds two times that overlap': '시간이 서로 겹쳐요',
  'is not a date like 2026-12-25': '2026-12-25 같은 날짜가 아니에요',
  'is no day of the calendar': '달력에 없는 날짜예요',
  'is closed on every day: open it on one at least': '모든 요일이 휴무예요. 적어도 하루는 여세요',
  'Somebody masked words of this message meanwhile. Look at it again and choose once more.':
    '그동안 다른 사람이 이 메시지를 가렸어요. 다시 보고 선택하세요.',
  'Part of this is masked already. Choose words that can be read, or mask only here.':
    '일부가 이미 가려져 있어요. 읽을 수 있는 부분을 선택하거나 여기만 가리세요.',
  'One character stands in too many places. Choose more of it.': '한 글자는 너무 많은 곳에 있어요. 더 길게 선택하세요.',
  'This is too long to be looked for everywhere. Mask it where it stands.': '너무 길어서 전체에서 찾을 수 없어요. 이 자리만 가리세요.',
  'This stands in too many places. Choose more of it.': '너무 많은 곳에 있어요. 더 길게 선택하세요.',
  'This does not stand in the message.': '메시지에 없는 내용이에요.',
  'lies outside of the message': '메시지 범위를 벗어났어요',
  'There are no words to mask here.': '가릴 단어가 없어요.',
  'What is masked here was sealed with a secret that this installation no longer has. An admin can name it in STATEDESK_OLD_SECRETS.':
    '가려진 내용이 이 서버에 더 이상 없는 비밀 키로 봉인되어 있어요. 관리자가 STATEDESK_OLD_SECRETS에 지정할 수 있어요.',
  'The service levels are being applied already. Wait until that is done.': 'SLA를 이미 적용하고 있어요. 끝날 때까지 기다려 주세요.',
  'Somebody else changed this service level meanwhile. Look at the change and save again.':
    '그동안 다른 사람이 이 SLA를 변경했어요. 변경된 내용을 보고 다시 저장하세요.',
  'Somebody else added or removed a service level meanwhile. Look at the list and order it again.':
    '그동안 다른 사람이 SLA를 추가하거나 삭제했어요. 목록을 보고 다시 정렬하세요.',
  'There is a service level “{1}” already. Choose another name.': '“{1}” SLA가 이미 있어요. 다른 이름을 선택하세요.',
  'is longer than the time to resolve the ticket': '해결까지의 시간보다 길어요',
  'is longer than a year': '1년보다 길어요',
  'promises nothing: leave it out': '약속한 시간이 없어요. 필요 없으면 빼세요',
  'is empty: leave it out for all desks': '비어 있어요. 모든 데스크에 적용하려면 빼세요',
  'is too far away': '너무 먼 날짜예요',
  'must be “created”: on this desk it is so for every ticket that is written down by hand':
    '“직접 입력”이어야 해요. 이 데스크에서 직접 작성한 티켓은 모두 그래요',
  'is not one of the categories of this desk': '이 데스크의 카테고리가 아니에요',
  'is missing: this desk files every ticket before it is resolved': '꼭 입력해야 해요. 이 데스크에서는 해결하기 전에 카테고리를 정해요',
  'must be one of {1} on this desk': '이 데스크에서는 다음 중 하나여야 해요: {1}',
  'is not one of the inquiry types of this desk': '이 데스크의 문의 유형이 아니에요',
  '“Description” is not possible: {1}': '내용을 바꿀 수 없어요. {1}',
  'the ticket was opened without one. Write a note or a reply instead.': '내용 없이 만든 티켓이에요. 대신 메모나 답장을 쓰세요.',
  'this text is about to be mailed. Take it back to change it.': '곧 메일로 나갈 글이에요. 바꾸려면 보내기를 취소하세요.',
  'this text went out by mail, which cannot be taken back. Write another reply or a note.':
    '이미 메일로 보낸 글이라 되돌릴 수 없어요. 다른 답장이나 메모를 쓰세요.',
  'A description cannot be emptied.': '내용을 비울 수 없어요.',
  'is not JSON': 'JSON이 아니에요',
  'are more than a desk can ask': '데스크에서 물을 수 있는 수를 넘었어요',

  // The server itself
  'The database waits for its migrations.': '데이터베이스가 마이그레이션을 기다리고 있어요.',
  'The disk of the database is full. Nothing was changed; reading goes on.':
    '데이터베이스 디스크가 가득 찼어요. 변경된 것은 없고, 읽기는 계속할 수 있어요.',
  'The upload broke off or is not multipart/form-data.': '업로드가 끊겼거나 multipart/form-data 형식이 아니에요.',
  'Send the file as multipart/form-data.': '파일을 multipart/form-data로 보내세요.',
  'The body {1}.': '요청 본문: {1}.',
}
