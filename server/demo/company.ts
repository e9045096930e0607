import type { Presence } from '../access/index.ts'
import { cast } from './cast.ts'
import type { Language } from './script.ts'

/** Larkfold sells e-paper notebooks and the software that keeps them in step. */
export const workspaceName = 'Larkfold (demo)'

export type DeskKey = 'care' | 'live' | 'contact' | 'support' | 'rollout'

interface DemoDesk {
  readonly name: string
  readonly lifecycle: string
  /** Absent: what is said on the desk is said in the chat and never mailed. */
  readonly address?: string
  readonly signature: string
}

/** The first is the default desk. */
export const desks: Readonly<Record<DeskKey, DemoDesk>> = {
  support: {
    name: 'Product support',
    lifecycle: 'support',
    address: 'support@desk.example',
    signature: 'Larkfold product support\nhttps://larkfold.example/help',
  },
  care: {
    name: 'Customer care',
    lifecycle: 'inbox',
    address: 'care@desk.example',
    signature: 'Larkfold customer care\nMonday to Friday, 9 to 18',
  },
  live: { name: 'Live chat', lifecycle: 'live', signature: '' },
  contact: {
    name: 'Contact center',
    lifecycle: 'contact-center',
    address: 'contact@desk.example',
    signature: 'Larkfold contact center\n+44 20 7946 0812',
  },
  rollout: { name: 'Rollout projects', lifecycle: 'sign-off', address: 'rollout@desk.example', signature: 'Larkfold for teams' },
}

export const teams = {
  Billing: ['ada', 'sofia', 'yuki', 'mina'],
  Technical: ['noah', 'leah', 'haru', 'joon'],
  Logistics: ['leah', 'yuki', 'mina'],
  Projects: ['ada', 'noah', 'haru', 'joon'],
} as const satisfies Record<string, readonly AgentKey[]>

export type TeamName = keyof typeof teams

export const labels = {
  billing: 'teal',
  bug: 'red',
  'feature request': 'purple',
  'how-to': 'blue',
  login: 'amber',
  refund: 'orange',
  rollout: 'green',
  shipping: 'grey',
  VIP: 'purple',
  warranty: 'amber',
} as const

export type LabelName = keyof typeof labels

export type AgentKey = Exclude<keyof typeof cast, 'vera'>

interface DemoAgent {
  /** How the agent signs in each language. */
  readonly signs: Readonly<Record<Language, string>>
  readonly writes: readonly Language[]
  readonly desks: readonly DeskKey[]
  readonly presence: Presence
  readonly capacity: number
  readonly zone: string
  readonly signature: string
}

const everywhere: readonly DeskKey[] = ['care', 'live', 'contact', 'support', 'rollout']

/** Only who stays online holds chats: a chat whose agent is away goes back to the queue. */
export const agents: Readonly<Record<AgentKey, DemoAgent>> = {
  ada: {
    signs: { en: 'Ada', ja: 'ベルグ', ko: '아다' },
    writes: ['en'],
    desks: everywhere,
    presence: 'offline',
    capacity: 10,
    zone: 'Europe/Berlin',
    signature: 'Ada Berg\nHead of customer service',
  },
  mina: {
    signs: { en: 'Mina', ja: 'キム', ko: '김미나' },
    writes: ['ko'],
    desks: ['care', 'live', 'contact', 'support'],
    presence: 'online',
    capacity: 8,
    zone: 'Asia/Seoul',
    signature: '김미나 드림\nLarkfold 고객지원팀',
  },
  joon: {
    signs: { en: 'Joon', ja: 'パク', ko: '박준' },
    writes: ['ko'],
    desks: ['contact', 'support', 'rollout'],
    presence: 'away',
    capacity: 5,
    zone: 'Asia/Seoul',
    signature: '박준 드림\nLarkfold 기술지원팀',
  },
  yuki: {
    signs: { en: 'Yuki', ja: '佐藤', ko: '사토' },
    writes: ['ja'],
    desks: ['care', 'live', 'contact', 'support'],
    presence: 'online',
    capacity: 8,
    zone: 'Asia/Tokyo',
    signature: 'Larkfold カスタマーケア\n佐藤 由紀',
  },
  haru: {
    signs: { en: 'Haru', ja: '森', ko: '모리' },
    writes: ['ja'],
    desks: ['contact', 'support', 'rollout'],
    presence: 'offline',
    capacity: 5,
    zone: 'Asia/Tokyo',
    signature: 'Larkfold テクニカルサポート\n森 陽',
  },
  sofia: {
    signs: { en: 'Sofia', ja: 'レジェス', ko: '소피아' },
    writes: ['en'],
    desks: ['care', 'live', 'contact'],
    presence: 'online',
    capacity: 6,
    zone: 'Europe/Madrid',
    signature: 'Sofia Reyes\nCustomer care',
  },
  noah: {
    signs: { en: 'Noah', ja: 'ウェーバー', ko: '노아' },
    writes: ['en'],
    desks: ['contact', 'support', 'rollout'],
    presence: 'away',
    capacity: 6,
    zone: 'Europe/Berlin',
    signature: 'Noah Weber\nTechnical support',
  },
  leah: {
    signs: { en: 'Leah', ja: 'コーエン', ko: '레아' },
    writes: ['en'],
    desks: ['care', 'live', 'contact', 'support'],
    presence: 'online',
    capacity: 8,
    zone: 'Europe/London',
    signature: 'Leah Cohen\nLogistics and support',
  },
}

export const agentKeys = Object.keys(agents) as AgentKey[]
