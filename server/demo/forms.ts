import type { Context, StaffActor } from '../access/index.ts'
import { addField, addItem, type FormOut, type Name } from '../forms/index.ts'
import type { DeskKey, LabelName } from './company.ts'
import type { Part } from './play.ts'

/** What the tickets of a desk are about, by what their first label says. */
export interface DemoForm {
  readonly inquiryTypes: Readonly<Partial<Record<LabelName, number>>>
  readonly categories: Readonly<Partial<Record<LabelName, readonly number[]>>>
  readonly fields: { readonly order: number; readonly device: number; readonly plan: number }
}

const name = (en: string, ja: string, ko: string): Name => ({ en, ja, ko })

const inquiryTypes: readonly (readonly [Name, readonly LabelName[]])[] = [
  [name('Device', '端末', '기기'), ['warranty', 'bug']],
  [name('Apps and sync', 'アプリと同期', '앱과 동기화'), ['login', 'how-to', 'feature request']],
  [name('Orders and billing', '注文とお支払い', '주문과 결제'), ['billing', 'refund', 'shipping']],
]

const categories: readonly (readonly [Name, readonly (readonly [Name, readonly LabelName[]])[]])[] = [
  [
    name('Hardware', 'ハードウェア', '하드웨어'),
    [
      [name('Screen', '画面', '화면'), ['warranty', 'bug']],
      [name('Battery and charging', 'バッテリーと充電', '배터리와 충전'), ['warranty']],
      [name('Pen', 'ペン', '펜'), ['bug']],
    ],
  ],
  [
    name('Software', 'ソフトウェア', '소프트웨어'),
    [
      [name('Sign-in', 'サインイン', '로그인'), ['login']],
      [name('Sync', '同期', '동기화'), ['how-to']],
      [name('Wishes', 'ご要望', '제안'), ['feature request']],
    ],
  ],
  [
    name('Orders', '注文', '주문'),
    [
      [name('Delivery', '配送', '배송'), ['shipping']],
      [name('Refund', '返金', '환불'), ['refund']],
      [name('Invoice', '請求書', '청구서'), ['billing']],
    ],
  ],
]

export const desksWithForms = ['support', 'contact'] as const satisfies readonly DeskKey[]

/** The form of a desk as somebody set it up: names in three languages, a required field, one that programs fill in. */
export async function makeForm(ctx: Context<StaffActor>, deskId: number): Promise<DemoForm> {
  const byLabel: Record<'inquiryTypes' | 'categories', Partial<Record<LabelName, number[]>>> = { inquiryTypes: {}, categories: {} }
  const note = (list: keyof typeof byLabel, labels: readonly LabelName[], id: number) => {
    for (const label of labels) byLabel[list][label] = [...(byLabel[list][label] ?? []), id]
  }
  const ids: number[] = []
  for (const [called, labels] of inquiryTypes) {
    const id = newest((await addItem(ctx, { deskId, part: 'inquiry_type' }, { name: called })).inquiryTypes)
    note('inquiryTypes', labels, id)
    ids.push(id)
  }
  const [device, , orders] = ids
  const field = async (input: Omit<Parameters<typeof addField>[2], 'inquiryTypes'>, only?: number) =>
    newest((await addField(ctx, deskId, { ...input, inquiryTypes: only === undefined ? [] : [only] })).fields)
  const fields = {
    order: await field({ kind: 'text', name: name('Order number', '注文番号', '주문 번호'), required: true }, orders),
    device: await field(
      {
        kind: 'text',
        name: name('Serial number', 'シリアル番号', '일련번호'),
        help: name('On the back, below the stand.', '背面のスタンドの下にあります。', '뒷면 받침대 아래에 있어요.'),
      },
      device,
    ),
    plan: await field({
      kind: 'choice',
      name: name('Plan', 'プラン', '요금제'),
      options: [
        { key: 'home', name: name('Home', 'ホーム', '홈') },
        { key: 'team', name: name('Team', 'チーム', '팀') },
        { key: 'school', name: name('School', 'スクール', '스쿨') },
      ],
    }),
  }
  await field({ kind: 'date', name: name('Bought on', '購入日', '구입일') }, device)
  await field({ kind: 'phone', name: name('Call back at', '折り返し先', '회신 전화번호') })
  await field({ kind: 'checkbox', name: name('May be quoted', '引用の許可', '인용 허용'), readOnly: true })
  for (const [called, below] of categories) {
    const parent = newest((await addItem(ctx, { deskId, part: 'category' }, { name: called })).categories)
    for (const [lower, labels] of below)
      note('categories', labels, newest((await addItem(ctx, { deskId, part: 'category' }, { name: lower, parent })).categories))
  }
  const first = Object.fromEntries(Object.entries(byLabel.inquiryTypes).map(([label, [id]]) => [label, id]))
  return { inquiryTypes: first, categories: byLabel.categories, fields }
}

/** Ids grow: the newest is the one that was added. */
function newest(items: readonly { id: FormOut['fields'][number]['id'] }[]): number {
  return Math.max(...items.map(({ id }) => Number(id)))
}

/** What whoever looks first writes down of a ticket. The number of the ticket decides, so that the same seed tells the same story. */
export function aboutTicket({ fields, inquiryTypes: known }: DemoForm, { script, words }: Part, ticketId: number) {
  const label = script.labels.find((one) => known[one] !== undefined)
  const plan = ['home', 'home', 'team', 'school'][ticketId % 4] ?? 'home'
  return {
    inquiryType: label === undefined ? null : known[label],
    fields: { ...valuesFor(fields, label, words), ...(ticketId % 3 === 0 ? {} : { [fields.plan]: plan }) },
  }
}

function valuesFor(fields: DemoForm['fields'], label: LabelName | undefined, { order, serial }: Part['words']): Record<string, string> {
  if (label === 'warranty' || label === 'bug') return serial ? { [fields.device]: serial } : {}
  const isOrder = label === 'billing' || label === 'refund' || label === 'shipping'
  return isOrder && order ? { [fields.order]: order } : {}
}

/** What it is filed under when it is resolved. */
export function categoryOf({ categories: known }: DemoForm, { script }: Part, ticketId: number): number | undefined {
  const fitting = script.labels.flatMap((label) => known[label] ?? [])
  return fitting[ticketId % Math.max(fitting.length, 1)]
}
