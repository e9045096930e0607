import type { settings as japanese } from '../ja/settings.ts'

export const settings: Record<keyof typeof japanese, string> = {
  // Signing in, people, keys
  'An API key has no password.': 'API 키에는 비밀번호가 없어요.',
  'An API key has no session to end.': 'API 키에는 끝낼 세션이 없어요.',
  'Somebody with this mail address has an account already.': '이 메일 주소의 계정이 이미 있어요.',
  'Too many failed sign-ins. Wait a little and try again.': '로그인에 여러 번 실패했어요. 잠시 뒤에 다시 시도하세요.',
  'This needs the permission {1}. An admin can grant it.': '{1} 권한이 필요해요. 관리자가 권한을 줄 수 있어요.',
  'This is the only admin. Make somebody else an admin first.': '관리자가 이 사람뿐이에요. 먼저 다른 사람을 관리자로 지정하세요.',
  'This is the service of an API key. Revoke the key instead.': 'API 키의 서비스예요. 대신 키를 폐기하세요.',
  'There is a label “{1}” already.': '“{1}” 라벨이 이미 있어요.',
  'There is a team “{1}” already. Choose another name.': '“{1}” 팀이 이미 있어요. 다른 이름을 선택하세요.',

  // Prepared words
  'Somebody else changed this desk meanwhile. Look at the change and save again.':
    '그사이 다른 사람이 이 데스크를 변경했어요. 변경을 확인하고 다시 저장해 주세요.',
  'Somebody else changed this text meanwhile. Look at the change and save again.':
    '그사이 다른 사람이 이 글을 변경했어요. 변경을 확인하고 다시 저장해 주세요.',
  'Somebody else changed these words meanwhile. Look at the change and save again.':
    '그사이 다른 사람이 금칙어를 변경했어요. 변경을 확인하고 다시 저장해 주세요.',
  'You have no mail address. Sign in as a person to send a trial to yourself.':
    '메일 주소가 없어요. 나에게 시험 메일을 보내려면 사람 계정으로 로그인해 주세요.',
  'Mail cannot leave yet: no relay is configured. Set SMTP_URL and start again.':
    '아직 메일을 보낼 수 없어요. 릴레이가 설정되지 않았어요. SMTP_URL을 설정하고 다시 시작해 주세요.',
  'The relay did not take the mail: {1}': '릴레이가 메일을 받지 않았어요: {1}',
  'A template belongs to a desk.': '템플릿은 데스크에 속해요.',
  'Say which desk it is for.': '어느 데스크용인지 정해 주세요.',
  'Say which team it is for.': '어느 팀용인지 정해 주세요.',
  'Write the text first.': '먼저 내용을 입력해 주세요.',
  'There are {1} texts already. Delete one first.': '글이 이미 {1}개 있어요. 먼저 하나를 삭제해 주세요.',
  'A text can have {1} files at most.': '글 하나에 파일은 {1}개까지 넣을 수 있어요.',
  'One of the files is not your upload, or was sent already. Attach it again.':
    '파일 중 하나는 내가 올린 것이 아니거나 이미 보냈어요. 다시 첨부해 주세요.',
  'is up to 30 letters, digits, - and _, without the / before it': '앞의 / 없이 글자, 숫자, -, _ 30자 이내로 정해 주세요',
  '“{1}” is there twice.': '‘{1}’ 단어가 두 번 있어요.',
  'consists of characters that nobody sees': '보이지 않는 문자로만 되어 있어요',

  // Customer information
  'You asked for customer information very often. Wait a little and try again.':
    '고객 정보를 너무 자주 조회했어요. 잠시 뒤에 다시 시도해 주세요.',
  'Somebody else changed this source meanwhile. Look at the change and save again.':
    '그사이 다른 사람이 이 소스를 바꿨어요. 바뀐 내용을 보고 다시 저장해 주세요.',
  'There is a source “{1}” already. Choose another name.': '“{1}” 소스는 이미 있어요. 다른 이름을 골라 주세요.',
  'There are {1} sources already. Delete one first.': '소스가 이미 {1}개 있어요. 먼저 하나를 삭제해 주세요.',
  'is missing; another server needs its own': '꼭 입력해야 해요. 서버가 바뀌면 이전 값은 쓸 수 없어요',
  'is not a path such as customer.orders[0].total': 'customer.orders[0].total 같은 경로여야 해요',
  'may hold variables only after the host': '변수는 호스트 뒤에만 넣을 수 있어요',
  'has a brace that is not part of a variable': '변수가 아닌 중괄호가 있어요',
  'may not hold spaces, #, backslashes or parts that are only dots': '공백, #, 백슬래시, 점으로만 된 부분은 쓸 수 없어요',
  'is sent with POST only': 'POST일 때만 보낼 수 있어요',
  'has no variable, so that everybody would be answered the same': '변수가 없어서 누구에게나 같은 결과가 나와요',
  'must be JSON with every variable inside the quotes of a value': 'JSON이어야 하고 변수는 값의 따옴표 안에 넣어야 해요',

  // Desks, lifecycles, views, webhooks
  '{1} belongs to a desk already.': '{1} 주소는 이미 다른 데스크에서 쓰고 있어요.',
  'Mail to this address arrives by SMTP.': '이 주소의 메일은 SMTP로 도착해요.',
  'There is a desk “{1}” already. Choose another name.': '“{1}” 데스크가 이미 있어요. 다른 이름을 선택하세요.',
  'There is no such desk, or you do not work on it.': '그런 데스크가 없거나 담당하지 않는 데스크예요.',
  'There is no such desk.': '그런 데스크가 없어요.',
  'There is no desk yet that you work on. An admin can make one.': '아직 담당하는 데스크가 없어요. 관리자가 만들 수 있어요.',
  'This desk has no address yet. Add one first.': '이 데스크에는 아직 주소가 없어요. 먼저 추가하세요.',
  'There is a lifecycle “{1}” already. Choose another key.': '“{1}” 라이프사이클이 이미 있어요. 다른 키를 선택하세요.',
  'A built-in lifecycle stays as it is. Make one of your own from it.':
    '기본 라이프사이클은 바꿀 수 없어요. 이것을 바탕으로 새로 만드세요.',
  'This version is published already.': '이 버전은 이미 게시됐어요.',
  'The definition is not a lifecycle yet. Nothing was changed.': '아직 라이프사이클이 아닌 정의예요. 변경된 것은 없어요.',
  'This move is being taken back or was taken back already.': '이 전환은 되돌리는 중이거나 이미 되돌렸어요.',
  'Say where these statuses go: {1}. Tickets are in them and the new version does not have them.':
    '다음 상태를 어디로 옮길지 정하세요: {1}. 이 상태의 티켓이 있지만 새 버전에는 없는 상태예요.',
  'Somebody else changed this view meanwhile.': '그동안 다른 사람이 이 보기를 변경했어요.',
  'Only who made this view can take it back for themselves. Delete it, or leave it shared.':
    '이 보기를 만든 사람만 개인용으로 되돌릴 수 있어요. 삭제하거나 공유된 상태로 두세요.',
  'can be taken back only by who made it': '만든 사람만 개인용으로 되돌릴 수 있어요',
  'There are {1} {2}views already. Delete one first.': '보기가 이미 {1}개 있어요. 먼저 하나를 삭제하세요.',
  'There are {1} webhooks already, and no more are possible. Delete one first.':
    '웹훅이 이미 최대 개수인 {1}개 있어요. 먼저 하나를 삭제하세요.',
  'This message is being sent right now, waits for an earlier one of its ticket, or is a test.':
    '지금 보내는 중이거나, 같은 티켓의 앞선 메시지를 기다리거나, 테스트용 메시지예요.',
  'Live updates are not running in this process.': '이 프로세스에서는 실시간 업데이트가 동작하지 않아요.',
  'Too many streams are open. Close some first.': '열린 스트림이 너무 많아요. 먼저 몇 개를 닫으세요.',

  // Settings
  'is missing: a stored one goes only to the server and user it was meant for':
    '꼭 입력해야 해요. 저장된 비밀번호는 등록할 때의 서버와 사용자에게만 보내요',
  'names a team that does not exist': '없는 팀을 가리켜요',
  'is not a kind of setting': '설정의 종류가 아니에요',
  'There is no relay yet. Enter one, or set SMTP_URL for the whole installation.':
    '아직 릴레이 서버가 없어요. 입력하거나 전체 설치에 SMTP_URL을 설정해 주세요.',
  'Say which mailbox to try.': '시험할 메일함을 지정해 주세요.',
}
