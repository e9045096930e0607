import { type ErrorCode, errorCatalogue } from '../errors/catalogue.ts'
import type { Language } from './language.ts'

interface ProblemWords {
  readonly title: string
  readonly detail: string
}

/** What a kind of problem is called, and what is said of it where nothing closer is. A new code needs its words here. */
export function problemWords(code: ErrorCode, language: Language): ProblemWords {
  return language === 'en' ? errorCatalogue[code] : words[language][code]
}

const words: Record<Exclude<Language, 'en'>, Record<ErrorCode, ProblemWords>> = {
  ja: {
    malformed_request: {
      title: 'HTTPではありません',
      detail: 'リクエストを読み取れませんでした。HTTPでないか、ヘッダーが大きすぎるか、時間がかかりすぎました。',
    },
    malformed_json: { title: 'JSONの形式が不正です', detail: '本文が正しいJSONではありません。何も変更されていません。' },
    invalid_cursor: { title: 'カーソルが無効です', detail: 'このカーソルは使えません。カーソルなしで最初からやり直してください。' },
    not_signed_in: {
      title: 'サインインしていません',
      detail: 'サインインするか、APIキーを「Authorization: Bearer …」として送信してください。',
    },
    sign_in_failed: { title: 'サインインできませんでした', detail: 'メールアドレスまたはパスワードが正しくありません。' },
    forbidden: { title: '権限がありません', detail: 'この操作に必要な権限がありません。' },
    csrf_failed: {
      title: 'このサイトからのリクエストではありません',
      detail: 'リクエストがStatedeskのページから送信されていません。ページを再読み込みして、もう一度お試しください。',
    },
    not_found: { title: '見つかりません', detail: 'ここには何もないか、表示する権限がありません。' },
    method_not_allowed: { title: '使えないメソッドです', detail: 'このアドレスではそのメソッドを使えません。' },
    refused: { title: 'ライフサイクルにより実行できません', detail: 'チケットの現在のステータスでは実行できません。' },
    version_conflict: {
      title: '変更が重なりました',
      detail: '他の人がこのチケットを変更しました。変更を確認して、もう一度お試しください。',
    },
    already_assigned: { title: 'すでに担当者がいます', detail: '他の人がこのチケットを担当しています。' },
    stale_reply: {
      title: '入力中にお客様から連絡がありました',
      detail: '返信の入力中にお客様から連絡がありました。先に内容を確認してください。入力した内容は残っています。',
    },
    team_needed: { title: 'チームを選んでください', detail: '複数のチームに所属しています。どのチームとして担当するか選んでください。' },
    not_mergeable: { title: '統合できません', detail: 'これらのチケットは統合できません。' },
    not_linkable: { title: '関連付けできません', detail: 'これらのチケットをこの形で関連付けることはできません。' },
    confirm_warnings: {
      title: '送信前に確認してください',
      detail: '本文に確認が必要な箇所があります。まだ送信していません。確認するか、本文を修正してください。',
    },
    unknown_variable: { title: '存在しない変数です', detail: '本文に存在しない変数が含まれています。送信も保存もしていません。' },
    unfilled_variable: {
      title: '値のない変数です',
      detail: 'このチケットでは値のない変数が本文に含まれています。言葉に置き換えてください。まだ送信していません。',
    },
    restricted_words: {
      title: '禁止語が含まれています',
      detail: 'このデスクで送信できない語が本文に含まれています。まだ送信していません。',
    },
    already_exists: { title: 'すでにあります', detail: '同じ名前のものがすでにあります。' },
    in_use: { title: '使用中です', detail: 'まだ使われています。' },
    idempotency_running: {
      title: '処理中です',
      detail: '同じIdempotency-Keyのリクエストを処理しています。少し待ってからお試しください。',
    },
    resync_required: {
      title: '最初からやり直してください',
      detail: 'その位置は保管されている範囲より前です。現在の状態を読み込み、その位置から続けてください。',
    },
    payload_too_large: { title: '大きすぎます', detail: '受け付けられる大きさを超えています。' },
    unsupported_media_type: { title: '対応していない形式です', detail: 'application/jsonのJSONを送信してください。' },
    invalid_input: { title: '入力内容に問題があります', detail: '入力内容に正しくないところがあります。何も変更されていません。' },
    invalid_lifecycle: { title: 'ライフサイクルに問題があります', detail: 'このライフサイクルには問題があるため、公開されませんでした。' },
    idempotency_conflict: {
      title: 'キーは使用済みです',
      detail: 'このIdempotency-Keyは別のリクエストで使われています。',
    },
    rate_limited: { title: 'リクエストが多すぎます', detail: 'リクエストが多すぎます。少し待ってからもう一度お試しください。' },
    insecure_connection: {
      title: '暗号化されていないhttpでは使えません',
      detail:
        'Statedeskのサインインはhttpsまたはlocalhostでのみ維持されます。httpsを使うか、理由がわかっている場合はSTATEDESK_INSECURE_HTTP=1を設定してください。',
    },
    internal: {
      title: '問題が発生しました',
      detail: 'サーバーで問題が発生しました。何も変更されていません。リクエストIDが原因の調査に役立ちます。',
    },
    unavailable: {
      title: '現在利用できません',
      detail: '現在データベースに接続できません。何も変更されていません。少し待ってからもう一度お試しください。',
    },
  },
  ko: {
    malformed_request: {
      title: 'HTTP가 아니에요',
      detail: '요청을 읽을 수 없어요. HTTP가 아니거나, 헤더가 너무 크거나, 너무 오래 걸렸어요.',
    },
    malformed_json: { title: '잘못된 JSON이에요', detail: '본문이 올바른 JSON이 아니에요. 변경된 것은 없어요.' },
    invalid_cursor: { title: '잘못된 커서예요', detail: '사용할 수 없는 커서예요. 커서 없이 처음부터 다시 시작하세요.' },
    not_signed_in: { title: '로그인하지 않았어요', detail: '로그인하거나 API 키를 “Authorization: Bearer …”로 보내세요.' },
    sign_in_failed: { title: '로그인하지 못했어요', detail: '메일 주소나 비밀번호가 맞지 않아요.' },
    forbidden: { title: '권한이 없어요', detail: '이 작업에 필요한 권한이 없어요.' },
    csrf_failed: {
      title: '이 사이트에서 보낸 요청이 아니에요',
      detail: 'Statedesk 페이지에서 보낸 요청이 아니에요. 페이지를 새로 고치고 다시 시도하세요.',
    },
    not_found: { title: '찾을 수 없어요', detail: '여기에 아무것도 없거나 볼 수 있는 권한이 없어요.' },
    method_not_allowed: { title: '사용할 수 없는 메서드예요', detail: '이 주소에서는 그 메서드를 사용할 수 없어요.' },
    refused: { title: '라이프사이클에서 허용하지 않아요', detail: '티켓의 현재 상태에서는 할 수 없어요.' },
    version_conflict: {
      title: '그동안 변경됐어요',
      detail: '그동안 다른 사람이 이 티켓을 변경했어요. 변경된 내용을 보고 다시 시도하세요.',
    },
    already_assigned: { title: '이미 담당자가 있어요', detail: '다른 사람이 이 티켓을 맡고 있어요.' },
    stale_reply: {
      title: '작성하는 동안 고객이 메시지를 보냈어요',
      detail: '답장을 쓰는 동안 고객이 메시지를 보냈어요. 먼저 읽어 주세요. 입력한 내용은 그대로 있어요.',
    },
    team_needed: { title: '팀을 선택하세요', detail: '여러 팀에 속해 있어요. 어느 팀으로 맡을지 선택하세요.' },
    not_mergeable: { title: '병합할 수 없어요', detail: '이 티켓들은 병합할 수 없어요.' },
    not_linkable: { title: '연결할 수 없어요', detail: '이 티켓들은 이렇게 연결할 수 없어요.' },
    confirm_warnings: {
      title: '보내기 전에 확인하세요',
      detail: '본문에 확인이 필요한 부분이 있어요. 아직 보내지 않았어요. 확인하거나 본문을 고치세요.',
    },
    unknown_variable: { title: '없는 변수예요', detail: '본문에 없는 변수가 있어요. 보내거나 저장하지 않았어요.' },
    unfilled_variable: {
      title: '값이 없는 변수예요',
      detail: '이 티켓에는 값이 없는 변수가 본문에 있어요. 직접 입력하세요. 아직 보내지 않았어요.',
    },
    restricted_words: { title: '금칙어가 있어요', detail: '이 데스크에서 보낼 수 없는 단어가 본문에 있어요. 아직 보내지 않았어요.' },
    already_exists: { title: '이미 있어요', detail: '같은 이름이 이미 있어요.' },
    in_use: { title: '사용 중이에요', detail: '아직 사용 중이에요.' },
    idempotency_running: {
      title: '처리 중이에요',
      detail: '같은 Idempotency-Key의 요청을 처리하고 있어요. 잠시 뒤에 다시 물어보세요.',
    },
    resync_required: {
      title: '처음부터 다시 시작하세요',
      detail: '보관 중인 범위보다 오래된 위치예요. 현재 상태를 읽고 그 위치부터 계속하세요.',
    },
    payload_too_large: { title: '너무 커요', detail: '받을 수 있는 크기를 넘었어요.' },
    unsupported_media_type: { title: '지원하지 않는 형식이에요', detail: 'application/json 형식의 JSON을 보내세요.' },
    invalid_input: { title: '입력 내용이 올바르지 않아요', detail: '입력 내용 중 올바르지 않은 것이 있어요. 변경된 것은 없어요.' },
    invalid_lifecycle: { title: '라이프사이클에 문제가 있어요', detail: '이 라이프사이클에 문제가 있어 게시하지 않았어요.' },
    idempotency_conflict: {
      title: '이미 사용한 키예요',
      detail: '이 Idempotency-Key는 다른 요청에 사용됐어요.',
    },
    rate_limited: { title: '요청이 너무 많아요', detail: '요청이 너무 많아요. 잠시 뒤에 다시 시도하세요.' },
    insecure_connection: {
      title: '암호화되지 않은 http로는 사용할 수 없어요',
      detail:
        'Statedesk는 https나 localhost에서만 로그인을 유지해요. https를 사용하거나, 이유를 알고 있다면 STATEDESK_INSECURE_HTTP=1을 설정하세요.',
    },
    internal: {
      title: '문제가 생겼어요',
      detail: '서버에 문제가 생겼어요. 변경된 것은 없어요. 요청 ID로 원인을 찾을 수 있어요.',
    },
    unavailable: {
      title: '지금은 사용할 수 없어요',
      detail: '지금 데이터베이스에 연결할 수 없어요. 변경된 것은 없으니 잠시 뒤에 다시 시도하세요.',
    },
  },
}
