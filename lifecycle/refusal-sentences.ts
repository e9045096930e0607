import type { RefusalReason } from './types.ts'

export type Language = 'en' | 'ja' | 'ko'

/** What a sentence may speak of. Labels are already in its language. */
export interface Words {
  readonly action: string
  /** The ticket's status; absent when the ticket does not exist yet or the status is unknown. */
  readonly status?: string
  /** For `status_set`: the label of the status asked for. */
  readonly target?: string
  readonly targetKey?: string
  readonly possibleIn: readonly string[]
  readonly people: readonly string[]
  readonly byCustomer: boolean
  readonly mayCloseNow: boolean
}

type Sentences = Readonly<Record<RefusalReason, (words: Words) => string>>

const orEn = new Intl.ListFormat('en', { type: 'disjunction' })
const orJa = new Intl.ListFormat('ja', { type: 'disjunction' })
const orKo = new Intl.ListFormat('ko', { type: 'disjunction' })

const en: Sentences = {
  not_offered: (w) => `${actEn(w)} is not possible${whileEn(w)}.${possibleEn(w)}`,
  wrong_actor: (w) =>
    w.people.length === 0
      ? `${actEn(w)} is not possible for you${whileEn(w)}.`
      : `${actEn(w)} is something only ${orEn.format(w.people.map(withArticle))} can do${whileEn(w)}.`,
  same_status: (w) => `The ticket is already ${w.status ?? 'in this status'}.`,
  unknown_status: (w) => `There is no status “${w.targetKey ?? ''}” on this desk. Choose one of the statuses the ticket offers.`,
  assignee_not_online: (w) => `${actEn(w)} is not possible${whileEn(w)}: the agent is not online. Choose an agent who is online.`,
  must_stay_assigned: (w) => `${actEn(w)} is not possible${whileEn(w)}: somebody must hold it. Assign it to another agent instead.`,
  final_status: (w) => `${actEn(w)} is not possible${whileEn(w)}: ${w.status ?? 'this status'} is final.`,
  already_scheduled: (w) =>
    `${actEn(w)} is not possible${whileEn(w)}: its closure is already scheduled. ${w.mayCloseNow ? 'You may close the ticket now.' : w.byCustomer ? '' : 'Move the ticket to another status first.'}`.trimEnd(),
  already_closed: (w) => `${actEn(w)} is not possible: the ticket is already ${w.status ?? 'closed'}.`,
  only_customers_request: (w) => `${actEn(w)} is not possible${whileEn(w)}: only the customer can request closure.`,
  needs_a_time: (w) => `${actEn(w)} is not possible without a time${whileEn(w)}. Use “Schedule closure” and choose when.`,
  needs_confirmation: (w) => `${actEn(w)} needs a confirmation${whileEn(w)}: ask the customer, then confirm.`,
  closed_to_customers: (w) => `The ticket is ${w.status ?? 'closed'} and takes no more replies. Please write in a new ticket.`,
}

function actEn(w: Words): string {
  return w.target === undefined ? `“${w.action}”` : `Setting the status to “${w.target}”`
}

function whileEn(w: Words): string {
  return w.status === undefined ? '' : ` while the ticket is ${w.status}`
}

function possibleEn(w: Words): string {
  return w.possibleIn.length === 0 ? '' : ` It is possible while the ticket is ${orEn.format(w.possibleIn)}.`
}

function withArticle(noun: string): string {
  return `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`
}

const ja: Sentences = {
  not_offered: (w) =>
    `${whileJa(w)}${actJa(w)}はできません。${w.possibleIn.length ? `${quotedJa(w.possibleIn)}の状態で実行できます。` : ''}`,
  wrong_actor: (w) =>
    `${whileJa(w)}${actJa(w)}を行う権限がありません。${w.people.length ? `実行できるのは${orJa.format(w.people)}です。` : ''}`,
  same_status: (w) => `このチケットはすでに${w.status === undefined ? 'この状態' : `「${w.status}」`}です。`,
  unknown_status: (w) => `「${w.targetKey ?? ''}」というステータスはこのデスクにありません。表示されるステータスから選んでください。`,
  assignee_not_online: (w) =>
    `${whileJa(w)}${actJa(w)}はできません。そのスタッフはオンラインではありません。オンラインのスタッフを選んでください。`,
  must_stay_assigned: (w) => `${whileJa(w)}${actJa(w)}はできません。担当者が必要です。別のスタッフに割り当ててください。`,
  final_status: (w) =>
    `${whileJa(w)}${actJa(w)}はできません。${w.status === undefined ? 'この状態' : `「${w.status}」`}からは変更できません。`,
  already_scheduled: (w) =>
    `${whileJa(w)}${actJa(w)}はできません。終了はすでに予約されています。${w.mayCloseNow ? '今すぐ終了することができます。' : w.byCustomer ? '' : '先に別のステータスへ変更してください。'}`,
  already_closed: (w) => `${actJa(w)}はできません。このチケットはすでに${w.status === undefined ? '終了' : `「${w.status}」`}です。`,
  only_customers_request: (w) => `${whileJa(w)}${actJa(w)}はできません。終了を申請できるのはお客様だけです。`,
  needs_a_time: (w) => `${whileJa(w)}${actJa(w)}には日時が必要です。「終了の予約」で日時を選んでください。`,
  needs_confirmation: (w) => `${whileJa(w)}${actJa(w)}には確認が必要です。お客様に確認してから実行してください。`,
  closed_to_customers: (w) =>
    `このチケットは${w.status === undefined ? '終了しているため' : `「${w.status}」のため`}、返信を受け付けていません。新しいチケットでお問い合わせください。`,
}

function actJa(w: Words): string {
  return w.target === undefined ? `「${w.action}」` : `ステータス「${w.target}」への変更`
}

function whileJa(w: Words): string {
  return w.status === undefined ? '' : `チケットが「${w.status}」の間、`
}

function quotedJa(labels: readonly string[]): string {
  return orJa.format(labels.map((label) => `「${label}」`))
}

const ko: Sentences = {
  not_offered: (w) =>
    `${whileKo(w)}${actKo(w)} 작업을 할 수 없어요.${w.possibleIn.length ? ` ${orKo.format(w.possibleIn.map((label) => `“${label}”`))} 상태에서 할 수 있어요.` : ''}`,
  wrong_actor: (w) =>
    `${whileKo(w)}${actKo(w)} 작업을 할 권한이 없어요.${w.people.length ? ` 할 수 있는 사람: ${w.people.join(', ')}.` : ''}`,
  same_status: (w) => `티켓이 이미 ${w.status === undefined ? '이' : `“${w.status}”`} 상태예요.`,
  unknown_status: (w) => `이 데스크에는 “${w.targetKey ?? ''}” 상태가 없어요. 표시된 상태 중에서 선택하세요.`,
  assignee_not_online: (w) => `${whileKo(w)}${actKo(w)} 작업을 할 수 없어요. 상담원이 온라인이 아니에요. 온라인 상담원을 선택하세요.`,
  must_stay_assigned: (w) => `${whileKo(w)}${actKo(w)} 작업을 할 수 없어요. 담당자가 있어야 해요. 다른 상담원에게 배정하세요.`,
  final_status: (w) =>
    `${whileKo(w)}${actKo(w)} 작업을 할 수 없어요. ${w.status === undefined ? '이' : `“${w.status}”`} 상태에서는 더 바꿀 수 없어요.`,
  already_scheduled: (w) =>
    `${whileKo(w)}${actKo(w)} 작업을 할 수 없어요. 종료가 이미 예약되어 있어요.${w.mayCloseNow ? ' 지금 바로 종료할 수 있어요.' : w.byCustomer ? '' : ' 먼저 다른 상태로 변경하세요.'}`,
  already_closed: (w) => `${actKo(w)} 작업을 할 수 없어요. 티켓이 이미 ${w.status === undefined ? '종료' : `“${w.status}”`} 상태예요.`,
  only_customers_request: (w) => `${whileKo(w)}${actKo(w)} 작업을 할 수 없어요. 종료는 고객만 요청할 수 있어요.`,
  needs_a_time: (w) => `${whileKo(w)}${actKo(w)} 작업에는 시각이 필요해요. “종료 예약”에서 시각을 선택하세요.`,
  needs_confirmation: (w) => `${whileKo(w)}${actKo(w)} 작업에는 확인이 필요해요. 고객에게 먼저 확인하세요.`,
  closed_to_customers: (w) =>
    `티켓이 ${w.status === undefined ? '종료' : `“${w.status}”`} 상태라 더 이상 답변을 받지 않아요. 새 티켓으로 문의해 주세요.`,
}

function actKo(w: Words): string {
  return w.target === undefined ? `“${w.action}”` : `“${w.target}” 상태로 변경하는`
}

function whileKo(w: Words): string {
  return w.status === undefined ? '' : `“${w.status}” 상태에서는 `
}

export const sentences: Readonly<Record<Language, Sentences>> = { en, ja, ko }
