import type { AgentKey, DeskKey, TeamName } from './company.ts'

interface DemoText {
  readonly title: string
  readonly shortcut?: string
  readonly folder: string
  readonly html: string
  readonly for: { readonly desk: DeskKey } | { readonly team: TeamName } | { readonly own: AgentKey } | 'all'
  /** About how often somebody used it in ninety days. */
  readonly uses: number
  readonly file?: { readonly name: string; readonly text: string }
}

export const cannedResponses: readonly DemoText[] = [
  {
    title: 'First answer',
    shortcut: 'hello',
    folder: 'General',
    for: 'all',
    uses: 84,
    html: '<p>Dear {{customer_first_name}},</p><p>thank you for writing to us about “{{ticket_title}}”. I am looking into it and will answer by the end of tomorrow.</p><p>Kind regards<br>{{agent_first_name}}</p>',
  },
  {
    title: 'Refund is on its way',
    shortcut: 'refund',
    folder: 'Billing',
    for: 'all',
    uses: 61,
    html: '<p>Dear {{customer_first_name}},</p><p>we have sent your money back today, {{today}}. It usually takes <b>three to five working days</b> until you see it on your account.</p><p>Please keep {{ticket_id}} for your records.</p>',
  },
  {
    title: 'Return label',
    shortcut: 'return',
    folder: 'Shipping',
    for: { team: 'Logistics' },
    uses: 37,
    html: '<p>Dear {{customer_first_name}},</p><p>attached you find the steps for sending the notebook back:</p><ol><li>Put it into its box with the pen and the cable.</li><li>Write {{ticket_id}} on the outside.</li><li>Hand it in at any parcel shop within 14 days.</li></ol>',
    file: {
      name: 'return-steps.txt',
      text: 'Larkfold returns\n\n1. Box the notebook with its pen and cable.\n2. Write the ticket on the outside.\n3. Hand it in within 14 days.\n',
    },
  },
  {
    title: 'Ask for the log file',
    shortcut: 'log',
    folder: 'Technical',
    for: { desk: 'support' },
    uses: 45,
    html: '<p>Could you please send us the log file of Larkfold Sync?</p><ol><li>Open <b>Settings</b>, then <b>Help</b>.</li><li>Press <b>Save log</b>.</li><li>Answer this mail with the file <code>sync.log</code>.</li></ol><p>The steps with pictures: <a href="https://larkfold.example/help/log?ticket={{ticket_id}}">larkfold.example/help/log</a></p>',
  },
  {
    title: 'ご連絡ありがとうございます',
    shortcut: '返信',
    folder: '日本語',
    for: 'all',
    uses: 52,
    html: '<p>{{customer_name}} 様</p><p>お問い合わせいただきありがとうございます。「{{ticket_title}}」の件、担当の{{agent_name}}が確認しております。明日中に改めてご連絡いたします。</p>',
  },
  {
    title: '返金のご案内',
    shortcut: '返金',
    folder: '日本語',
    for: 'all',
    uses: 23,
    html: '<p>{{customer_name}} 様</p><p>本日（{{today}}）、返金の手続きをいたしました。口座への反映まで3〜5営業日ほどお待ちください。</p>',
  },
  {
    title: '문의해 주셔서 감사합니다',
    shortcut: '인사',
    folder: '한국어',
    for: 'all',
    uses: 48,
    html: '<p>{{customer_name}} 님, 안녕하세요.</p><p>‘{{ticket_title}}’ 문의를 확인하고 있습니다. 내일까지 다시 연락드리겠습니다.</p><p>{{agent_name}} 드림</p>',
  },
  {
    title: 'Which firmware they have',
    shortcut: 'fw',
    folder: '',
    for: { own: 'ada' },
    uses: 9,
    html: '<p>Which version does the notebook show under Settings, About? It begins with “4.”.</p>',
  },
]

export const templates: readonly (DemoText & { readonly for: { readonly desk: DeskKey } })[] = [
  {
    title: 'Repair order',
    folder: 'Hardware',
    for: { desk: 'support' },
    uses: 31,
    html: '<p><b>Repair order</b></p><ul><li>Serial number:</li><li>Bought on:</li><li>Damage:</li><li>Within warranty (yes, no):</li></ul>',
  },
  {
    title: 'Sync problem',
    folder: 'Software',
    for: { desk: 'support' },
    uses: 40,
    html: '<p><b>What we need to know about {{ticket_id}}</b></p><ul><li>Version of Larkfold Sync:</li><li>System:</li><li>When it last worked:</li><li>What the log says:</li></ul>',
  },
  {
    title: 'Login problem',
    folder: 'Software',
    for: { desk: 'support' },
    uses: 18,
    html: '<p><b>Login problem</b></p><ul><li>Mail address of the account:</li><li>Message on the screen:</li><li>Second factor (yes, no):</li></ul>',
  },
  {
    title: 'Phone call',
    folder: 'Calls',
    for: { desk: 'contact' },
    uses: 57,
    html: '<p><b>Call on {{today}}</b></p><ul><li>Who called:</li><li>What they want:</li><li>What was promised:</li></ul>',
  },
  {
    title: '통화 기록',
    folder: 'Calls',
    for: { desk: 'contact' },
    uses: 22,
    html: '<p><b>통화 기록 {{today}}</b></p><ul><li>문의 내용:</li><li>안내한 내용:</li><li>다시 연락할 날:</li></ul>',
  },
  {
    title: 'Complaint',
    folder: 'Escalations',
    for: { desk: 'contact' },
    uses: 12,
    html: '<p><b>Complaint of {{customer_name}}</b></p><ul><li>What happened:</li><li>What they expect:</li><li>Offered:</li></ul>',
  },
]

/** No word of these stands in what the demo's people wrote. */
export const restrictedWords: Partial<Record<DeskKey, readonly { phrase: string; effect: 'block' | 'warn'; hint: string }[]>> = {
  support: [
    { phrase: 'legally binding', effect: 'block', hint: 'Ask the legal team first.' },
    { phrase: 'lifetime guarantee', effect: 'block', hint: 'Say “two years of warranty”.' },
    { phrase: 'ASAP', effect: 'warn', hint: 'Name a day instead.' },
    { phrase: '絶対に', effect: 'warn', hint: '「必ず」も避け、日付で伝えます。' },
  ],
  contact: [
    { phrase: '100% safe', effect: 'block', hint: '' },
    { phrase: '무조건', effect: 'warn', hint: '구체적인 조건을 적어 주세요.' },
  ],
}

const resolved = {
  subject: '',
  text: 'Dear {{customer_first_name}},\n\n{{agent_text}}\n\nWe have marked {{ticket_id}} as resolved. If something is still open, just reply to this mail.',
  languages: {
    ja: {
      subject: '',
      text: '{{customer_name}} 様\n\n{{agent_text}}\n\n{{ticket_id}} は解決済みといたしました。ご不明な点がございましたら、このメールにご返信ください。',
    },
    ko: {
      subject: '',
      text: '{{customer_name}} 님, 안녕하세요.\n\n{{agent_text}}\n\n{{ticket_id}} 문의를 해결로 처리했습니다. 더 궁금한 점이 있으시면 이 메일에 답장해 주세요.',
    },
  },
}
const held = {
  subject: '',
  text: 'Dear {{customer_first_name}},\n\n{{agent_text}}\n\nWe need a little more time for {{ticket_id}} and will write again as soon as there is news.',
  languages: {
    ja: {
      subject: '',
      text: '{{customer_name}} 様\n\n{{agent_text}}\n\n{{ticket_id}} については確認にもう少しお時間をいただいております。進展があり次第ご連絡いたします。',
    },
  },
}

/** How the two desks with such mails write them; what they say of receipt and status are the product's words. */
export const deskMails = { resolutionMail: resolved, holdMail: held, statusMails: true }
