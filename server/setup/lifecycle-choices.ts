import { builtInLifecycles } from '../../lifecycle/index.ts'
import { statusesOf } from '../lifecycles/index.ts'

/** What each built-in lifecycle is for, in the words of the set-up page. */
const descriptions: Readonly<Record<string, { en: string; ja: string; ko: string }>> = {
  inbox: {
    en: 'Mail for a team. Whoever answers holds the conversation, and a reply brings it back.',
    ja: 'チームで受けるメール。返信した人が担当になり、お客様の返信で戻ってきます。',
    ko: '팀이 함께 받는 메일이에요. 답장한 사람이 담당하고, 고객이 답하면 다시 돌아와요.',
  },
  live: {
    en: 'Conversations in real time: given to whoever is online and free, idle after a while without an answer.',
    ja: 'リアルタイムの会話。オンラインで手の空いた担当者に割り当て、返事がなければ休止します。',
    ko: '실시간 대화예요. 온라인이고 여유 있는 상담원에게 배정되고, 답이 없으면 대기 상태가 돼요.',
  },
  'contact-center': {
    en: 'Telephone, chat and mail with hand-over to other teams and to a project tracker.',
    ja: '電話・チャット・メールを扱い、他のチームや課題管理へ引き継げます。',
    ko: '전화·채팅·메일을 받아 다른 팀이나 프로젝트 트래커로 넘길 수 있어요.',
  },
  support: {
    en: 'A support desk with open, in progress, waiting, resolved and closed, and a survey when it is resolved.',
    ja: '未対応・対応中・返信待ち・解決済み・終了のサポート窓口。解決時に満足度を伺います。',
    ko: '접수·진행 중·답변 대기·해결·종료로 이어지는 지원 데스크예요. 해결되면 만족도를 물어봐요.',
  },
  'sign-off': {
    en: 'Work that the customer approves: they confirm, reopen or ask for closure themselves.',
    ja: 'お客様の承認で完了する業務。お客様ご自身が確認・再開・終了の依頼をできます。',
    ko: '고객이 승인해야 끝나는 업무예요. 고객이 직접 확인하거나 다시 열거나 종료를 요청해요.',
  },
}

export function lifecycleChoices() {
  return Object.values(builtInLifecycles).map((lifecycle) => ({
    key: lifecycle.key,
    name: lifecycle.name,
    description: descriptions[lifecycle.key] ?? lifecycle.name,
    statuses: statusesOf(lifecycle),
  }))
}
