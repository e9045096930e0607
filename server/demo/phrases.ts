import type { Language } from './script.ts'

interface Phrases {
  /** A second mail about the same thing, which becomes a ticket of its own first. */
  readonly duplicate: string
  readonly duplicateTitle: string
  /** After it was closed. */
  readonly followUp: string
  /** After it was resolved. */
  readonly again: string
  readonly stillWaiting: string
  readonly holds: string
  readonly escalates: string
  readonly called: string
  readonly transferred: string
  readonly transferDone: string
  readonly tracker: string
  readonly snoozed: string
  readonly weWroteFirst: string
  readonly weWroteFirstTitle: string
  readonly pleaseAct: string
}

export const phrases: Readonly<Record<Language, Phrases>> = {
  en: {
    duplicateTitle: 'One more thing about {order}',
    duplicate: `Hi again,
      I forgot to say in my first message: you can also reach me at the office of {company} in {city}.
      {customer}`,
    followUp: `Hello {agent},
      sorry to come back to this. It worked well for two weeks, but since {date} I have the same thing again. Could you please have another look?
      {customer}`,
    again: `Hello,
      unfortunately it is not solved yet: this morning it happened again, exactly as before.
      {first}`,
    stillWaiting: `Hi, is there any news? I would need an answer by {later}, please.|{first}`,
    holds: `Hello {first},
      we have asked a colleague about this and need two more working days. I will write again as soon as I know more.`,
    escalates: 'The customer needs it before {later} and has asked twice.',
    called: 'Call from {customer}, about four minutes. In their own words:',
    transferred: 'The customer paid {invoice}, but it still shows as open here. Please check where the payment went.',
    transferDone: 'The payment of {invoice} was found and booked. The invoice shows as paid from tomorrow on.',
    tracker: 'Made a task for engineering with the log and the steps.',
    snoozed: 'The customer is away until next week, reminding myself then.',
    weWroteFirst: 'Hello {first}, you have been looking at the {product} for a while. Can I help you with anything?',
    weWroteFirstTitle: 'Chat: {product}, {customer}',
    pleaseAct:
      'Dear {first}, for the next step we need an admin of {company} to confirm our request in your console. Would you please do that? Everything else is prepared.',
  },
  ja: {
    duplicateTitle: '{order}についての追記',
    duplicate: `度々失礼いたします。{customer}です。
      先ほどのお問い合わせに書き忘れましたが、連絡は{company}（{city}）の方へいただいても結構です。
      よろしくお願いいたします。`,
    followUp: `{agent}様
      お世話になっております。先日は解決していただきありがとうございました。2週間ほど問題なく使えておりましたが、{date}から再び同じ症状が出ております。もう一度ご確認いただけますでしょうか。
      {customer}`,
    again: `お世話になっております。
      申し訳ございませんが、まだ解決していないようです。今朝もまったく同じ現象が起きました。
      {family}`,
    stillWaiting: `その後、進捗はいかがでしょうか。{later}までにご回答いただけますと助かります。|{family}`,
    holds: `{family}様
      担当部署に確認しておりますので、あと2営業日ほどお時間をいただけますでしょうか。わかり次第、改めてご連絡いたします。`,
    escalates: '{later}までに必要とのこと。催促を2回いただいている。',
    called: '{customer}様よりお電話（約4分）。お話の内容：',
    transferred: 'お客様は{invoice}をお支払い済みですが、未払いと表示されています。入金の確認をお願いします。',
    transferDone: '{invoice}のご入金を確認し、処理しました。明日から支払い済みと表示されます。',
    tracker: '開発チームへ課題を登録。ログと再現手順を添付済み。',
    snoozed: 'お客様は来週まで不在のため、その頃に再開する。',
    weWroteFirst: '{family}様、こんにちは。{product}をご覧いただきありがとうございます。何かお手伝いできることはございますか。',
    weWroteFirstTitle: 'チャット：{product}（{customer}様）',
    pleaseAct:
      '{family}様　次の作業に進むため、{company}の管理者様に管理画面で承認していただく必要がございます。お手数ですが、ご対応をお願いいたします。',
  },
  ko: {
    duplicateTitle: '{order} 관련 추가로 말씀드립니다',
    duplicate: `안녕하세요, {customer}입니다. 앞서 드린 문의에 빠뜨린 내용이 있어 다시 씁니다. 연락은 {company} {city} 사무실로 주셔도 됩니다.
      감사합니다.`,
    followUp: `{agent}님, 안녕하세요.
      지난번에는 잘 해결해 주셔서 감사했습니다. 2주 정도 잘 쓰다가 {date}부터 같은 문제가 다시 생겼습니다. 한 번 더 확인해 주실 수 있을까요?
      {customer} 드림`,
    again: `안녕하세요. 죄송하지만 아직 해결되지 않은 것 같습니다. 오늘 아침에도 똑같은 현상이 있었어요.
      {customer}`,
    stillWaiting: `혹시 진행 상황이 어떻게 되나요? {later}까지 답변 주시면 감사하겠습니다.|{customer}`,
    holds: `{customer} 고객님, 담당 부서에 확인하고 있어 영업일 기준 이틀 정도 더 필요합니다. 확인되는 대로 다시 연락드리겠습니다. 양해 부탁드립니다.`,
    escalates: '{later}까지 꼭 필요하다고 하시고, 두 번 재촉하셨음.',
    called: '{customer} 고객님 전화 문의(약 4분). 말씀하신 내용:',
    transferred: '고객님이 {invoice} 결제를 마치셨는데 미납으로 표시됩니다. 입금 확인 부탁드립니다.',
    transferDone: '{invoice} 입금을 확인해 처리했습니다. 내일부터 납부 완료로 표시됩니다.',
    tracker: '개발팀에 작업 등록. 로그와 재현 방법 첨부함.',
    snoozed: '고객님이 다음 주까지 부재중이셔서 그때 다시 진행.',
    weWroteFirst: '{customer}님 안녕하세요. {product} 제품을 보고 계시네요. 도와드릴 일이 있을까요?',
    weWroteFirstTitle: '채팅: {product} ({customer}님)',
    pleaseAct:
      '{customer}님, 다음 단계로 넘어가려면 {company} 관리자께서 관리 화면에서 승인해 주셔야 합니다. 나머지는 모두 준비되어 있으니 확인 부탁드립니다.',
  },
}

interface Unwanted {
  readonly name: string
  readonly email: string
  readonly title: string
  readonly text: string
}

/** Spam in three languages, and what lands here by mistake. */
export const spam: readonly Unwanted[] = [
  {
    name: 'Growth Partner',
    email: 'hello@rank-first.example',
    title: 'Get to page one in 7 days!!!',
    text: 'Dear website owner,\nWe looked at your site and found **49 errors**. Our experts bring you to page one in seven days, guaranteed. Reply YES for a free report.',
  },
  {
    name: 'Account Security',
    email: 'alert@secure-login.example',
    title: 'Your mailbox is almost full',
    text: 'Your mailbox has reached 98 % of its size. Confirm your password within 24 hours or your messages will be deleted.',
  },
  {
    name: 'Mr. A. Fortune',
    email: 'barrister@inheritance.example',
    title: 'Confidential: unclaimed funds',
    text: 'Good day,\nI am the lawyer of a late client who bears your family name and left behind a large sum. Kindly answer in confidence.',
  },
  {
    name: '会員サポート',
    email: 'info@present-campaign.example',
    title: '【重要】ポイントが本日で失効します',
    text: 'お客様のポイント 8,920 点が本日で失効いたします。\n下記よりログインのうえ、至急お受け取りください。',
  },
  {
    name: '営業代行センター',
    email: 'sales@telapo.example',
    title: '売上が3倍になる営業代行のご案内',
    text: '突然のご連絡失礼いたします。\n成果報酬型の営業代行で、初月から売上を3倍にした実績がございます。30分だけお時間をいただけませんでしょうか。',
  },
  {
    name: '무료체험 안내',
    email: 'promo@freegift.example',
    title: '(광고) 오늘만 무료! 선착순 100명',
    text: '지금 신청하시면 정품을 무료로 드립니다. 선착순 100명 한정이니 서둘러 주세요!',
  },
  {
    name: '블로그 협찬',
    email: 'review@blogteam.example',
    title: '블로그 체험단 상위 노출 보장해 드립니다',
    text: '안녕하세요 대표님, 월 30만원으로 상위 노출을 보장해 드립니다. 답장 주시면 견적서를 보내 드릴게요.',
  },
]

export const mistakes: readonly Unwanted[] = [
  {
    name: 'Scanner 3rd floor',
    email: 'scanner@northgate.example',
    title: 'Scan from MFP-0312',
    text: 'This message was sent by your scanner. The scan could not be attached.',
  },
  { name: '複合機', email: 'mfp@tsubame.example', title: 'スキャンテスト', text: 'テスト送信です。' },
  {
    name: '박서연',
    email: 'seoyeon.private@bada.example',
    title: '잘못 보냈습니다',
    text: '죄송합니다, 다른 곳에 보낼 메일을 잘못 보냈습니다. 삭제 부탁드립니다.',
  },
]
