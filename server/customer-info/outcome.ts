import { outgoingFailures } from '../platform/outgoing/index.ts'
import type { Language } from '../platform/words/index.ts'

/** Why there are no values, in one word for programs; `reasonInWords` has the sentence for people. */
export const reasons = [
  'missing',
  'in_path',
  'not_known_there',
  'no_value',
  'status',
  'not_permitted',
  'redirect',
  'not_json',
  'busy',
  'not_prepared',
  ...outgoingFailures,
] as const
export type Reason = (typeof reasons)[number]

/** `nothing`: it was asked and knows nothing. `not_asked`: there was nothing to ask with. */
export type State = 'found' | 'nothing' | 'not_asked' | 'failed'

export function stateOf(reason: Reason): State {
  if (reason === 'missing' || reason === 'in_path') return 'not_asked'
  return reason === 'not_known_there' || reason === 'no_value' ? 'nothing' : 'failed'
}

interface Said {
  readonly status: number | null
  readonly seconds: number
  /** What is missing, as it is named in templates. */
  readonly variables: readonly string[]
}

/** What happened and what to do next. Never what the other system said. */
export function reasonInWords(reason: Reason, said: Said, language: Language): string {
  return sentences[reason][language](said)
}

type Sentence = (said: Said) => string
const plain = (en: string, ja: string, ko: string): Record<Language, Sentence> => ({ en: () => en, ja: () => ja, ko: () => ko })
const names = ({ variables }: Said, words: Record<string, string>, join: string) => variables.map((name) => words[name] ?? name).join(join)

const missing: Record<Language, Record<string, string>> = {
  en: {
    'contact.email': 'mail address',
    'contact.phone': 'phone number',
    'contact.name': 'name',
    'contact.external_id': 'external id',
    search: 'contact',
  },
  ja: {
    'contact.email': 'メールアドレス',
    'contact.phone': '電話番号',
    'contact.name': '名前',
    'contact.external_id': '外部ID',
    search: '連絡先',
  },
  ko: {
    'contact.email': '메일 주소',
    'contact.phone': '전화번호',
    'contact.name': '이름',
    'contact.external_id': '외부 ID',
    search: '연락처',
  },
}

const sentences: Record<Reason, Record<Language, Sentence>> = {
  missing: {
    en: (said) => `Not asked: there is no ${names(said, missing.en, ', no ')} to ask with.`,
    ja: (said) => `照会していません。検索に使う${names(said, missing.ja, '、')}がありません。`,
    ko: (said) => `조회하지 않았어요. 조회할 ${names(said, missing.ko, ', ')} 정보가 없어요.`,
  },
  in_path: plain(
    'Not asked: what would be looked for cannot stand in the address.',
    '照会していません。この値はアドレスに入れられません。',
    '조회하지 않았어요. 이 값은 주소에 넣을 수 없어요.',
  ),
  not_known_there: plain('Nothing is known there (404).', '該当する情報はありません（404）。', '해당하는 정보가 없어요(404).'),
  no_value: plain(
    'It answered, but with none of the fields that are shown.',
    '応答はありましたが、表示する項目の値がありません。',
    '응답은 왔지만 표시할 항목의 값이 없어요.',
  ),
  status: {
    en: ({ status }) => `It answered with the status ${status}. Try again; if it stays so, an admin has to look at the source.`,
    ja: ({ status }) => `ステータス ${status} が返されました。もう一度お試しください。続く場合は管理者が設定を確認する必要があります。`,
    ko: ({ status }) => `상태 ${status} 응답이 왔어요. 다시 시도해 주세요. 계속되면 관리자가 소스를 확인해야 해요.`,
  },
  not_permitted: {
    en: ({ status }) => `It refused us (${status}). An admin has to check the header and its secret.`,
    ja: ({ status }) => `アクセスが拒否されました（${status}）。管理者が認証ヘッダーと秘密の値を確認する必要があります。`,
    ko: ({ status }) => `접근이 거부되었어요(${status}). 관리자가 인증 헤더와 비밀 값을 확인해야 해요.`,
  },
  redirect: {
    en: ({ status }) => `It leads to another address (${status}), and that is not followed. An admin has to enter the final one.`,
    ja: ({ status }) =>
      `別のアドレスに転送されましたが（${status}）、転送先には接続しません。管理者が最終的なアドレスを設定する必要があります。`,
    ko: ({ status }) => `다른 주소로 보내지만(${status}) 따라가지 않아요. 관리자가 최종 주소를 입력해야 해요.`,
  },
  not_json: plain(
    'What it answered is not JSON. An admin has to check the address.',
    '応答が JSON ではありません。管理者がアドレスを確認する必要があります。',
    '응답이 JSON이 아니에요. 관리자가 주소를 확인해야 해요.',
  ),
  busy: plain(
    'Too many questions to it are still open. Try again in a moment.',
    '処理中の照会が多すぎます。少し待ってからもう一度お試しください。',
    '진행 중인 조회가 너무 많아요. 잠시 뒤에 다시 시도해 주세요.',
  ),
  not_prepared: plain(
    'Its secret can no longer be opened. An admin has to enter it again.',
    '保存された秘密の値を開けません。管理者が入力し直す必要があります。',
    '저장된 비밀 값을 열 수 없어요. 관리자가 다시 입력해야 해요.',
  ),
  malformed: plain(
    'Its address is not one. An admin has to correct it.',
    'アドレスが正しくありません。管理者が修正する必要があります。',
    '주소가 올바르지 않아요. 관리자가 고쳐야 해요.',
  ),
  port: plain(
    'Its port may not be used. An admin has to choose another one.',
    'このポートは使用できません。管理者が別のポートを設定する必要があります。',
    '이 포트는 쓸 수 없어요. 관리자가 다른 포트를 골라야 해요.',
  ),
  plain_http: plain(
    'Plain http goes only to networks that STATEDESK_ALLOW_NETWORKS names. Use https.',
    '暗号化されない http は STATEDESK_ALLOW_NETWORKS のネットワークに限られます。https を使ってください。',
    '암호화되지 않은 http는 STATEDESK_ALLOW_NETWORKS의 네트워크로만 보내요. https를 사용해 주세요.',
  ),
  host_not_found: plain(
    'Its host cannot be found. Try again; if it stays so, an admin has to check the address.',
    'ホストが見つかりません。もう一度お試しください。続く場合は管理者がアドレスを確認する必要があります。',
    '호스트를 찾을 수 없어요. 다시 시도해 주세요. 계속되면 관리자가 주소를 확인해야 해요.',
  ),
  address_refused: plain(
    'It leads to an address that is not public. Whoever runs this installation may allow its network with STATEDESK_ALLOW_NETWORKS.',
    '公開されていないアドレスを指しています。サーバーの運用者が STATEDESK_ALLOW_NETWORKS でネットワークを許可できます。',
    '공개되지 않은 주소예요. 설치를 운영하는 사람이 STATEDESK_ALLOW_NETWORKS로 네트워크를 허용할 수 있어요.',
  ),
  unreachable: plain(
    'Nothing answers at its address. Try again in a moment.',
    '接続できません。少し待ってからもう一度お試しください。',
    '연결할 수 없어요. 잠시 뒤에 다시 시도해 주세요.',
  ),
  tls: plain(
    'No secure connection: its certificate is not valid for this address. An admin has to look at it.',
    '安全に接続できません。証明書がこのアドレスに対して有効ではありません。管理者が確認する必要があります。',
    '안전하게 연결할 수 없어요. 인증서가 이 주소에 유효하지 않아요. 관리자가 확인해야 해요.',
  ),
  timeout: {
    en: ({ seconds }) => `It did not answer within ${seconds} s. Try again.`,
    ja: ({ seconds }) => `${seconds}秒以内に応答がありませんでした。もう一度お試しください。`,
    ko: ({ seconds }) => `${seconds}초 안에 응답이 없었어요. 다시 시도해 주세요.`,
  },
  too_large: plain(
    'It answered with more than 256 KB. An admin has to ask it for less.',
    '応答が 256 KB を超えています。管理者が取得する範囲を絞る必要があります。',
    '응답이 256KB를 넘었어요. 관리자가 더 적게 요청하도록 바꿔야 해요.',
  ),
  broken_answer: plain(
    'The connection broke before it had answered. Try again.',
    '応答の途中で接続が切れました。もう一度お試しください。',
    '응답 도중에 연결이 끊겼어요. 다시 시도해 주세요.',
  ),
}
